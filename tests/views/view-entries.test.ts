/** The entries of the views: how many stand beside each other, and what "More" holds. */
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { firstSnapshot } from '../../web/app/first.ts';
import { VIEWS, type ViewId } from '../../web/app/snapshot.ts';
import { openingScenario } from '../../web/scenario/default.ts';
import { frame } from '../../web/strings/en/frame.ts';
import { entriesFitting, type GlViews } from '../../web/views/frame/gl-views.ts';
import { commandsOf } from './stub-session.ts';
import { wearTheme } from './theme-sheet.ts';

wearTheme();

const NINE = [
  ...['Grid', 'Optimise', 'Forecast', 'Market', 'Homes'],
  ...['Ledger', 'Cluster', 'Reproduce', 'Learn'],
];

/** Width of the real letters, drawn as the entries are. */
const drawn = (names: readonly string[], fontPx: number): number => {
  const context = document.createElement('canvas').getContext('2d')!;
  context.font = `${fontPx}px ${getComputedStyle(document.documentElement).fontFamily}`;
  return names.reduce((sum, name) => sum + context.measureText(name).width, 0);
};

describe('how many entries fit', () => {
  const fit = (names: readonly string[], widthEm: number, onPhone = false): number =>
    entriesFitting(names, { widthEm, onPhone });

  it('is all nine on a desk, a projector and a small laptop', () => {
    for (const [widthPx, fontPx] of [
      [1440, 16],
      [1366, 20.5],
      [1024, 16],
      [1024, 18.4],
    ] as const) {
      expect(fit(NINE, (widthPx - 56) / fontPx), `${widthPx} px`).to.equal(9);
    }
  });

  it('is five and More on a phone, once there are more than six', () => {
    expect(fit(NINE, 390 / 14, true)).to.equal(5);
    expect(fit(NINE.slice(0, 7), 390 / 14, true)).to.equal(5);
    expect(fit(NINE.slice(0, 6), 390 / 14, true), 'More would stand for one').to.equal(6);
    expect(fit(NINE.slice(0, 5), 390 / 14, true)).to.equal(5);
  });

  it('leaves out what would not fit, never all and never one alone', () => {
    for (let widthEm = 1; widthEm < 70; widthEm += 0.5) {
      for (const onPhone of [true, false]) {
        const count = fit(NINE, widthEm, onPhone);
        expect(count, `${widthEm} em`).to.be.within(1, 9);
        expect(count, `${widthEm} em`).not.to.equal(8);
        const names = [...NINE.slice(0, count), ...(count < 9 ? ['More'] : [])];
        const beside = names.length * (onPhone ? 0 : 24);
        if (count > 1) expect(drawn(names, 16) + beside).to.be.at.most(widthEm * 16);
      }
    }
  });
});

describe('gl-views', () => {
  const snapshot = firstSnapshot(openingScenario());
  const mount = async (width: string, view: ViewId = 'grid'): Promise<GlViews> => {
    const box = await fixture<HTMLElement>(html`<div .style=${`inline-size: ${width}`}></div>`);
    const element = document.createElement('gl-views');
    element.snapshot = { ...snapshot, view };
    box.append(element);
    await element.updateComplete;
    for (let i = 0; i < 3; i++) await new Promise((done) => requestAnimationFrame(done));
    await element.updateComplete;
    return element;
  };
  const names = (root: ParentNode): string[] =>
    [...root.querySelectorAll('a')].map((link) => link.textContent?.trim() ?? '');
  const partsOf = (element: GlViews): { nav: Element; more: HTMLElement | null } => {
    const nav = element.shadowRoot!.querySelector('nav')!;
    return { nav, more: nav.querySelector('gl-flyout') };
  };

  it('shows every view of the page where there is room, and no More', async () => {
    const { nav, more } = partsOf(await mount('900px'));
    expect(names(nav)).to.deep.equal(VIEWS.map((view) => frame.views[view]));
    expect(more).to.equal(null);
  });

  it('puts the rest behind More, with the open one marked, all reachable', async () => {
    const last = VIEWS.at(-1)!;
    const element = await mount('280px', last);
    const { nav, more } = partsOf(element);
    expect(names(nav)).to.deep.equal(VIEWS.map((view) => frame.views[view]));
    const inside = [...more!.querySelectorAll('a')];
    expect(inside.length).to.be.above(1);
    expect(inside.at(-1)!.getAttribute('aria-current')).to.equal('page');
    const button = more!.shadowRoot!.querySelector('button')!;
    expect(button.getAttribute('aria-label')).to.equal(`More views; ${frame.views[last]} is open`);
    await expect(element).to.be.accessible();
    const commands = commandsOf(element);
    button.click();
    await waitUntil(() => more!.shadowRoot!.querySelector(':popover-open'));
    for (const link of inside) {
      const { width, height } = link.getBoundingClientRect();
      expect(Math.min(width, height), link.textContent ?? '').to.be.at.least(44);
    }
    await expect(element).to.be.accessible();
    inside[0]!.click();
    expect(commands).to.deep.equal([{ kind: 'view', view: VIEWS.at(-inside.length) }]);
    expect(more!.shadowRoot!.querySelector(':popover-open')).to.equal(null);
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
  });
});
