import { expect, fixture, html } from '@open-wc/testing';
import fc from 'fast-check';
import { markdown } from '../../web/views/frame/markdown.ts';

const SEED = 0x0d0c;

const show = (text: string): Promise<HTMLElement> =>
  fixture<HTMLElement>(
    html`<article>
      ${markdown(text, (address, words) => html`<a data-to=${address}>${words}</a>`)}
    </article>`,
  );

describe('markdown', () => {
  it('shows what our pages use', async () => {
    const page = await show(
      [
        '# Title',
        'One **bold** and *soft* `code`, [a link](model.md).',
        'Same paragraph.',
        '',
        '- first',
        '  goes on',
        '- second',
        '',
        '1. counted',
        '',
        '| a | b |',
        '|---|--:|',
        '| 1 | x \\| y |',
        '',
        '```ts',
        'const a = 1; // **not bold**',
        '```',
        '> said',
      ].join('\n'),
    );
    const texts = (selector: string): readonly (string | undefined)[] =>
      [...page.querySelectorAll(selector)].map((each) => each.textContent?.trim());
    expect(texts('h2')).to.deep.equal(['Title']);
    expect(texts('p')).to.deep.equal(['One bold and soft code, a link. Same paragraph.']);
    expect(texts('strong, em, p code')).to.deep.equal(['bold', 'soft', 'code']);
    expect(texts('ul li')).to.deep.equal(['first goes on', 'second']);
    expect(texts('ol li')).to.deep.equal(['counted']);
    expect(texts('th')).to.deep.equal(['a', 'b']);
    expect(texts('td')).to.deep.equal(['1', 'x | y']);
    expect(texts('pre')).to.deep.equal(['const a = 1; // **not bold**']);
    expect(texts('blockquote')).to.deep.equal(['said']);
    expect(page.querySelector('a')?.dataset['to']).to.equal('model.md');
  });

  it('never turns text into markup', async () => {
    const page = await show('# <img src=x>\n<script>alert(1)</script> **<b>x</b>**\n|<i>|\n|-|');
    expect(page.querySelector('img, script, b, i')).to.equal(null);
    expect(page.textContent).to.contain('<script>alert(1)</script>');
  });

  it('ends on any text', () => {
    const piece = fc.constantFrom('#', '-', '|', '`', '```', '>', '*', '[', '](', ')', '1.', ' ');
    const line = fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = lines.map((parts) => parts.join('')).join('\n');
        expect(markdown(text, (_, words) => words).length).to.be.at.most(lines.length * 2);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});
