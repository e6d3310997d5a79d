import { html, nothing, type TemplateResult } from 'lit';
import { map as words } from '../../strings/en/year.ts';
import '../chart/gl-chart-tools.ts';
import type { Provenance } from '../chart/series.ts';
import type { Table } from '../chart/table.ts';
import { QUANTITY_IDS, type QuantityId } from './quantity.ts';

interface MapHead {
  readonly quantity: QuantityId;
  readonly marked: boolean;
  readonly asTable: boolean;
  readonly provenance: Provenance | null;
  /** null = there is nothing to save yet. */
  readonly table: (() => Table) | null;
  /** Every slot, for the file. */
  readonly pieces: ((provenance: Provenance) => Promise<readonly string[]>) | null;
  readonly picture: () => SVGSVGElement | null;
  readonly change: (changes: {
    readonly quantity?: QuantityId;
    readonly marked?: boolean;
    readonly asTable?: boolean;
  }) => void;
}

/** The map's name, what it shows, and its files. */
export function mapHead(head: MapHead): TemplateResult {
  const { quantity, marked, asTable, change, table } = head;
  const name = words.title(words.names[quantity]);
  return html`<div class="head">
    <h3>${name}</h3>
    <label class="pick"
      >${words.show}
      <select
        @change=${(event: Event) =>
          change({ quantity: (event.target as HTMLSelectElement).value as QuantityId })}
      >
        ${QUANTITY_IDS.map(
          (id) =>
            html`<option value=${id} ?selected=${id === quantity}>${words.names[id]}</option>`,
        )}
      </select></label
    >
    <label class="tick"
      ><input
        type="checkbox"
        .checked=${marked}
        @change=${(event: Event) => change({ marked: (event.target as HTMLInputElement).checked })}
      />${words.limits}</label
    >
    ${
      table === null
        ? nothing
        : html`<gl-chart-tools
            .heading=${name}
            .provenance=${head.provenance}
            .table=${table}
            .pieces=${head.pieces}
            .picture=${head.picture}
            .asTable=${asTable}
            @gl-table-toggle=${() => change({ asTable: !asTable })}
          ></gl-chart-tools>`
    }
  </div>`;
}
