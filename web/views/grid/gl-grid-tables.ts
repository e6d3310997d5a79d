/** The table twins of the whole view: every bus, every line, with CSV and copy. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { World } from '../../app/snapshot.ts';
import { tables } from '../../strings/en/grid-chart.ts';
import { tableStyle } from '../chart/chart-style.ts';
import '../chart/gl-chart-tools.ts';
import type { Provenance } from '../chart/series.ts';
import { renderTable, type Table } from '../chart/table.ts';
import { sections } from '../section-style.ts';
import { cardStyle } from './card-style.ts';
import { busTable, lineTable } from './table.ts';

@customElement('gl-grid-tables')
export class GlGridTables extends LitElement {
  static override readonly styles = [
    sections,
    cardStyle,
    tableStyle,
    css`
      .scroll {
        max-block-size: 32em;
        overflow: auto;
      }
      .scroll:focus-visible {
        outline: 2px solid var(--focus);
      }
    `,
  ];

  @property({ attribute: false }) world!: World;
  @property({ attribute: false }) provenance: Provenance | null = null;
  @state() private open = false;

  private one(table: () => Table): TemplateResult {
    const shown = table();
    return html`<gl-chart-tools
        .heading=${shown.caption}
        .provenance=${this.provenance}
        .table=${table}
        .asTable=${null}
      ></gl-chart-tools>
      <div class="scroll" tabindex="0" role="region" aria-label=${shown.caption}>
        ${renderTable(shown)}
      </div>`;
  }

  protected override render(): TemplateResult {
    return html`<details
      @toggle=${(event: Event) => {
        this.open = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary>${tables.heading}</summary>
      ${
        this.open
          ? html`${this.one(() => busTable(this.world))} ${this.one(() => lineTable(this.world))}`
          : nothing
      }
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-grid-tables': GlGridTables;
  }
}
