/**
 * The pages under docs/ as templates: headings, paragraphs, lists, tables, code, quotes, links,
 * emphasis. Text stays text; markup in it is shown, not obeyed. Knows the little of Markdown that
 * our own pages use.
 */
import { html, type TemplateResult } from 'lit';

/** Called with the address of a link as it stands in the text. */
export type LinkTo = (address: string, words: TemplateResult) => TemplateResult;

const RULES = {
  heading: /^(#{1,6})\s+(.*)$/,
  fence: /^```/,
  item: /^(\s*)([-*+]|\d+[.)])\s+(.*)$/,
  row: /^\s*\|(.*)\|\s*$/,
  quote: /^>\s?(.*)$/,
} as const;

/** The whole text, block after block. */
export function markdown(text: string, linkTo: LinkTo): readonly TemplateResult[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: TemplateResult[] = [];
  let at = 0;
  const take = (fits: (line: string) => boolean): string[] => {
    const start = at;
    while (at < lines.length && fits(lines[at] ?? '')) at += 1;
    return lines.slice(start, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = RULES.heading.exec(line);
    if (line.trim() === '') at += 1;
    else if (heading) {
      blocks.push(headingBlock(heading[1]?.length ?? 1, spans(heading[2] ?? '', linkTo)));
      at += 1;
    } else if (RULES.fence.test(line)) {
      at += 1;
      const code = take((each) => !RULES.fence.test(each));
      at += 1;
      blocks.push(html`<pre tabindex="0">${code.join('\n')}</pre>`);
    } else if (RULES.row.test(line)) {
      blocks.push(
        tableBlock(
          take((each) => RULES.row.test(each)),
          linkTo,
        ),
      );
    } else if (RULES.item.test(line)) {
      const ordered = /^\s*\d/.test(line);
      const items = listItems(take((each) => RULES.item.test(each) || /^\s{2,}\S/.test(each)));
      const inner = items.map((item) => html`<li>${spans(item, linkTo)}</li>`);
      blocks.push(
        ordered
          ? html`<ol>
              ${inner}
            </ol>`
          : html`<ul>
              ${inner}
            </ul>`,
      );
    } else if (RULES.quote.test(line)) {
      const quoted = take((each) => RULES.quote.test(each));
      const words = quoted.map((each) => RULES.quote.exec(each)?.[1] ?? '').join(' ');
      blocks.push(html`<blockquote>${spans(words, linkTo)}</blockquote>`);
    } else blocks.push(html`<p>${spans(take(isPlain).join(' '), linkTo)}</p>`);
  }
  return blocks;
}

function isPlain(line: string): boolean {
  return line.trim() !== '' && !Object.values(RULES).some((rule) => rule.test(line));
}

/** One level below what the text says: the dialog has the first. */
function headingBlock(level: number, words: readonly unknown[]): TemplateResult {
  if (level <= 1) return html`<h2>${words}</h2>`;
  return level === 2 ? html`<h3>${words}</h3>` : html`<h4>${words}</h4>`;
}

function listItems(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  for (const line of lines) {
    const item = RULES.item.exec(line);
    if (item) items.push(item[3] ?? '');
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items;
}

function tableBlock(lines: readonly string[], linkTo: LinkTo): TemplateResult {
  const cells = (line: string): readonly string[] =>
    (RULES.row.exec(line)?.[1] ?? '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('\\|', '|'));
  const rows = lines.map(cells).filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell)));
  const [head, ...body] = rows;
  return html`<div class="scroll" tabindex="0" role="group">
    <table>
      <thead>
        <tr>
          ${head?.map((cell) => html`<th scope="col">${spans(cell, linkTo)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${body.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${spans(cell, linkTo)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const SPAN = /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/;

function spans(text: string, linkTo: LinkTo): readonly unknown[] {
  const out: unknown[] = [];
  let rest = text;
  for (let match = SPAN.exec(rest); match; match = SPAN.exec(rest)) {
    const [whole, code, bold, soft, words, address] = match;
    out.push(rest.slice(0, match.index));
    if (code !== undefined) out.push(html`<code>${code}</code>`);
    else if (bold !== undefined) out.push(html`<strong>${spans(bold, linkTo)}</strong>`);
    else if (soft !== undefined) out.push(html`<em>${spans(soft, linkTo)}</em>`);
    else out.push(linkTo(address ?? '', html`${spans(words ?? '', linkTo)}`));
    rest = rest.slice(match.index + whole.length);
  }
  out.push(rest);
  return out;
}
