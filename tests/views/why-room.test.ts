/** The "Why" line keeps its room: whatever it says, nothing below it moves. */
import { expect, fixture, html } from '@open-wc/testing';
import { LitElement, type TemplateResult } from 'lit';
import { why as cluster } from '../../web/strings/en/cluster.ts';
import { words as ledger } from '../../web/strings/en/ledger-view.ts';
import { controls } from '../../web/views/controls.ts';
import { page, pageStyle } from '../../web/views/page.ts';
import { sections } from '../../web/views/section-style.ts';
import { stubSession } from './stub-session.ts';
import { wearTheme } from './theme-sheet.ts';

wearTheme();

class WhyPage extends LitElement {
  static override styles = [controls, sections, pageStyle];
  static override properties = { sentence: {}, projector: { type: Boolean } };
  declare sentence: string;
  declare projector: boolean;

  protected override render(): TemplateResult {
    return page({
      session: stubSession({ projector: this.projector }).session,
      title: 'Title',
      summary: '',
      why: { label: 'Why', sentence: this.sentence },
      content: html`<p id="below">Below</p>`,
    });
  }
}
customElements.define('test-why-page', WhyPage);

/** What the views say, at its longest: seven seats, numbers of two digits. */
const SENTENCES = [
  cluster.noLeader,
  cluster.starting,
  cluster.nobody,
  cluster.tooFew(4, 7, 3),
  cluster.split(4),
  cluster.minority({ leader: 1, others: 'Seats 2, 3 and 4', alone: 'Seats 5, 6 and 7' }),
  cluster.staleLeader({ old: 1, leader: 3, term: 12 }),
  cluster.preVote('Seats 1, 2, 3 and 4'),
  cluster.election(2, 12, 4),
  cluster.down({ leader: 1, needed: 4, up: 6, seats: 7 }),
  cluster.catchingUp({ leader: 1, behind: 3, entries: 12 }),
  cluster.waiting({ leader: 1, entries: 12, needed: 4 }),
  cluster.calm({ leader: 1, needed: 4, seats: 7 }),
  ledger.why.none,
  ledger.why.some,
];

describe('the room of the Why line', () => {
  for (const [widthPx, projector] of [
    [1384, false],
    [960, false],
    [620, false],
    [366, false],
    [1310, true],
    [980, true],
  ] as const) {
    it(`is the same for every sentence at ${widthPx} px${projector ? ', projected' : ''}`, async () => {
      if (projector) document.documentElement.dataset['mode'] = 'projector';
      const box = await fixture(html`<div .style=${`inline-size: ${widthPx}px`}></div>`);
      const element = new WhyPage();
      element.projector = projector;
      box.append(element);
      const tops = new Map<string, number>();
      for (const sentence of SENTENCES) {
        element.sentence = sentence;
        await element.updateComplete;
        const below = element.shadowRoot!.querySelector('#below')!.getBoundingClientRect();
        tops.set(sentence, below.top - element.getBoundingClientRect().top);
      }
      const first = [...tops.values()][0]!;
      for (const [sentence, top] of tops) expect(top, sentence).to.equal(first);
    });
  }
});
