/** Name and value, one beside the other, as the pages of block explorers have them. */
import { css, html, type TemplateResult } from 'lit';

export type Fact = readonly [name: string, value: unknown];

export const facts = (all: readonly Fact[]): TemplateResult =>
  html`<dl>
    ${all.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;

export const factStyle = css`
  dl {
    display: grid;
    grid-template-columns: minmax(8em, max-content) minmax(0, 1fr);
    gap: 4px 20px;
    margin: 8px 0 16px;
    align-items: baseline;
  }
  dt {
    color: var(--ink-soft);
  }
  dd {
    margin: 0;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  pre {
    margin: 6px 0;
    padding: 8px;
    max-block-size: 16em;
    overflow: auto;
    border: 1px solid var(--rule);
    background: var(--panel);
    font-family: var(--mono);
    font-size: var(--small);
    line-height: 1.5;
  }
  .good::before {
    content: '✓ ' / '';
    color: var(--ledger);
    font-weight: var(--weight-strong);
  }
  .bad {
    color: var(--breach);
  }
  .bad::before {
    content: '✕ ' / '';
    font-weight: var(--weight-strong);
  }
  @container (max-width: 34em) {
    dl {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
    dd {
      margin-block-end: 8px;
    }
  }
`;

/** Bytes as programmers read them: offset, sixteen bytes, the letters among them. */
export function hexDump(bytes: Uint8Array, from = 0, to = bytes.length): string {
  const lines: string[] = [];
  for (let at = from - (from % 16); at < to; at += 16) {
    const row = [...bytes.subarray(at, Math.min(at + 16, bytes.length))];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = row
      .map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·'))
      .join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(47)}  ${text}`);
  }
  return lines.join('\n');
}
