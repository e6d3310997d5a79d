/** The table twins of seats and messages, computed only while they are open. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { tables as words } from '../../strings/en/cluster.ts';
import '../chart/gl-chart-tools.ts';
import type { Provenance } from '../chart/series.ts';
import { renderTable, type Table } from '../chart/table.ts';
import { controls } from '../controls.ts';
import { sections } from '../section-style.ts';
import { messageTable, seatTable } from './cluster-table.ts';
import type { ClusterPicture } from './picture.ts';

@customElement('gl-cluster-tables')
export class GlClusterTables extends LitElement {
  static override styles = [
    controls,
    sections,
    css`
      .scroll {
        margin-block: 6px;
      }
    `,
  ];

  @property({ attribute: false }) picture!: ClusterPicture;
  @property({ attribute: false }) origin: Omit<Provenance, 'title'> | null = null;
  @state() private opened = false;

  #table(heading: string, table: () => Table): TemplateResult {
    const provenance = this.origin ? { ...this.origin, title: heading } : null;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${heading}>
        ${renderTable(table())}
      </div>
      <gl-chart-tools
        .heading=${heading}
        .provenance=${provenance}
        .table=${table}
        .asTable=${null}
      ></gl-chart-tools>`;
  }

  protected override render(): TemplateResult {
    const { picture } = this;
    return html`<details
      @toggle=${(event: Event) => {
        this.opened = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary>${words.heading}</summary>
      ${
        this.opened
          ? html`${this.#table(words.seats, () => seatTable(picture))}
            ${this.#table(words.messages, () => messageTable(picture))}`
          : nothing
      }
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-cluster-tables': GlClusterTables;
  }
}
