/**
 * Which way between two seats is lost, as a table of ticks. One tab stop; arrow keys go from cell
 * to cell.
 *
 * @fires gl-cut-change - CustomEvent<CutChange>
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { faults as words } from '../../strings/en/cluster-fault.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { isCut, type Cut } from './picture.ts';

export interface CutChange {
  readonly from: number;
  readonly to: number;
  readonly lost: boolean;
}

@customElement('gl-cut-matrix')
export class GlCutMatrix extends LitElement {
  static override styles = [
    controls,
    sections,
    css`
      th,
      td {
        padding: 0;
        text-align: center;
        min-inline-size: var(--target);
      }
      td label {
        display: grid;
        place-items: center;
        min-block-size: min(var(--target), 36px);
      }
      caption {
        max-inline-size: 24em;
      }
    `,
  ];

  @property({ attribute: false }) seats: readonly number[] = [];
  @property({ attribute: false }) cuts: readonly Cut[] = [];
  @property({ attribute: false }) locked = false;
  /** The cell that has the tab stop, as row and column. */
  @state() private at: readonly [number, number] = [0, 1];

  readonly #onKey = (event: KeyboardEvent): void => {
    const step: Readonly<Record<string, readonly [number, number]>> = {
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
    };
    const by = step[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const size = this.seats.length;
    let [row, column] = this.at;
    do {
      row = (row + by[0] + size) % size;
      column = (column + by[1] + size) % size;
    } while (row === column);
    this.at = [row, column];
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLInputElement>('input[tabindex="0"]')?.focus();
    });
  };

  #cell(row: number, column: number): TemplateResult {
    const [from, to] = [this.seats[row] ?? 0, this.seats[column] ?? 0];
    if (from === to) return html`<td></td>`;
    const [r, c] = this.at;
    return html`<td>
      <label>
        <input
          type="checkbox"
          aria-label=${words.matrixCell(from, to)}
          tabindex=${r === row && c === column ? 0 : -1}
          .checked=${isCut(this.cuts, from, to)}
          ?disabled=${this.locked}
          @focus=${() => {
            this.at = [row, column];
          }}
          @change=${(event: Event) => {
            const lost = (event.target as HTMLInputElement).checked;
            const detail: CutChange = { from, to, lost };
            this.dispatchEvent(new CustomEvent('gl-cut-change', { detail }));
          }}
        />
      </label>
    </td>`;
  }

  protected override render(): TemplateResult {
    if (this.seats.length < 2) return html`${nothing}`;
    return html`<table @keydown=${this.#onKey}>
      <caption>
        ${words.matrixCaption}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${this.seats.map((seat) => html`<th scope="col">${seat}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${this.seats.map(
          (seat, row) =>
            html`<tr>
              <th scope="row">${seat}</th>
              ${this.seats.map((_, column) => this.#cell(row, column))}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-cut-matrix': GlCutMatrix;
  }
}
