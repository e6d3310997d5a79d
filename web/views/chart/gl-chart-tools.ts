/**
 * The small toolbar of a picture: as table, CSV, SVG, PNG, copy. One tab stop; arrow keys move
 * inside it. It owns no data: it asks its host for a table and a picture when a button is pressed.
 *
 * @fires gl-table-toggle - the twin is wanted or no longer wanted
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { words } from '../../strings/en/chart.ts';
import { download, fileName, pngOf, svgOf } from './save.ts';
import type { Provenance } from './series.ts';
import { csvOf, type Table, tabsOf } from './table.ts';

@customElement('gl-chart-tools')
export class GlChartTools extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
      font: var(--size-s) var(--font);
    }
    [role='toolbar'] {
      display: flex;
      flex-wrap: wrap;
      justify-content: flex-end;
    }
    button {
      min-height: var(--target);
      min-width: var(--target);
      padding: 0 var(--gap);
      border: 0;
      border-radius: var(--radius);
      background: transparent;
      color: var(--ink-soft);
      font: inherit;
      cursor: pointer;
    }
    button:hover,
    button[aria-pressed='true'] {
      color: var(--ink);
      text-decoration: underline;
      text-underline-offset: 3px;
    }
    button:focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: -2px;
    }
    [role='status'] {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  `;

  @property({ attribute: false }) heading = '';
  @property({ attribute: false }) provenance: Provenance | null = null;
  @property({ attribute: false }) table: () => Table = () => ({
    caption: '',
    columns: [],
    rows: [],
  });
  /** Of what is too long to write in one go: the whole CSV, in pieces; null = the table's own. */
  @property({ attribute: false }) pieces:
    ((provenance: Provenance) => Promise<readonly string[]>) | null = null;
  /** null = there is no picture to save (a bare table). */
  @property({ attribute: false }) picture: (() => SVGSVGElement | null) | null = null;
  /** The twin is shown; null = this thing is a table already. */
  @property({ attribute: false }) asTable: boolean | null = false;
  @state() private unfolded = false;
  @state() private said = '';
  @state() private current = 0;

  private get origin(): Provenance {
    return this.provenance ?? { link: '', seed: '', version: '', title: this.heading };
  }

  private async saveCsv(): Promise<void> {
    const name = fileName(this.heading, 'csv');
    const text = this.pieces ? await this.pieces(this.origin) : [csvOf(this.table(), this.origin)];
    download(name, 'text/csv;charset=utf-8', text);
    this.said = words.saved(name);
  }

  private saveSvg(): void {
    const svg = this.picture?.();
    if (!svg) return;
    const name = fileName(this.heading, 'svg');
    download(name, 'image/svg+xml', svgOf(svg, this.origin));
    this.said = words.saved(name);
  }

  private async savePng(): Promise<void> {
    const svg = this.picture?.();
    const bytes = svg ? await pngOf(svg, this.origin) : null;
    const name = fileName(this.heading, 'png');
    if (bytes) download(name, 'image/png', bytes);
    this.said = bytes ? words.saved(name) : words.pictureRefused;
  }

  private async copy(): Promise<void> {
    const text = tabsOf(this.table(), this.origin);
    // Absent on plain http, and a permission may be refused: both end in the same sentence.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    const done = clipboard
      ? await clipboard.writeText(text).then(
          () => true,
          () => false,
        )
      : false;
    this.said = done ? words.copied : words.copyRefused;
  }

  private get buttons(): { word: string; act: () => unknown; pressed?: boolean }[] {
    const files = [
      { word: words.csv, act: () => this.saveCsv() },
      ...(this.picture
        ? [
            { word: words.svg, act: () => this.saveSvg() },
            { word: words.png, act: () => this.savePng() },
          ]
        : []),
      { word: words.copy, act: () => this.copy() },
    ];
    const twin = {
      word: words.asTable,
      pressed: this.asTable === true,
      act: () => this.dispatchEvent(new CustomEvent('gl-table-toggle')),
    };
    const save = { word: words.save, act: () => this.unfold() };
    return [...(this.asTable === null ? [] : [twin]), ...(this.unfolded ? files : [save])];
  }

  private unfold(): void {
    this.unfolded = true;
    this.focusButton(this.asTable === null ? 0 : 1);
  }

  private focusButton(at: number): void {
    this.current = at;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelectorAll('button')[this.current]?.focus(),
    );
  }

  private onKey(event: KeyboardEvent): void {
    const last = this.buttons.length - 1;
    const target: Record<string, number> = {
      ArrowRight: this.current >= last ? 0 : this.current + 1,
      ArrowLeft: this.current <= 0 ? last : this.current - 1,
      Home: 0,
      End: last,
    };
    const next = target[event.key];
    if (next !== undefined) this.focusButton(next);
    else if (event.key === 'Escape' && this.unfolded) {
      this.unfolded = false;
      this.focusButton(this.asTable === null ? 0 : 1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private onFocusOut(event: FocusEvent): void {
    const goes = event.relatedTarget;
    if (goes instanceof Node && this.renderRoot.contains(goes)) return;
    if (event.relatedTarget === null) return;
    this.unfolded = false;
    this.current = 0;
  }

  override render(): TemplateResult {
    const buttons = this.buttons;
    const current = Math.min(this.current, buttons.length - 1);
    return html`<div
        role="toolbar"
        aria-label=${words.tools(this.heading)}
        @keydown=${this.onKey}
        @focusout=${this.onFocusOut}
      >
        ${buttons.map(
          ({ word, act, pressed }, at) =>
            html`<button
              type="button"
              tabindex=${at === current ? 0 : -1}
              aria-pressed=${pressed === undefined ? nothing : String(pressed)}
              @click=${() => {
                this.current = at;
                void act();
              }}
            >
              ${word}
            </button>`,
        )}
      </div>
      <span role="status">${this.said}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-chart-tools': GlChartTools;
  }
}
