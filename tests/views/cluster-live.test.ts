/** Live seats in the Cluster view and the top bar, and both modes for everyone. */
import { expect, fixture, html } from '@open-wc/testing';
import { FIRST_CLUSTER } from '../../web/app/annex-first.ts';
import type { ClusterShow } from '../../web/app/cluster-show.ts';
import type { Snapshot } from '../../web/app/snapshot.ts';
import '../../web/views/cluster/gl-leader-strip.ts';
import type { GlLeaderStrip } from '../../web/views/cluster/gl-leader-strip.ts';
import '../../web/views/gl-cluster.ts';
import type { GlCluster } from '../../web/views/gl-cluster.ts';
import { titleOf } from '../../web/views/frame/page-look.ts';
import { checks, live, run, seat } from './cluster-fixture.ts';
import { commandsOf, stubSession, type StubSession } from './stub-session.ts';
import { wearTheme } from './theme-sheet.ts';

wearTheme();

async function settled(element: Element): Promise<void> {
  const lit = element as Element & { updateComplete?: Promise<unknown> };
  await lit.updateComplete;
  for (const child of element.shadowRoot?.querySelectorAll('*') ?? []) {
    if (child.tagName.startsWith('GL-')) await settled(child);
  }
}

type Shown = StubSession & { readonly view: GlCluster };

async function show(
  cluster: Partial<ClusterShow>,
  changes: Partial<Snapshot> = {},
): Promise<Shown> {
  const whole = { ...FIRST_CLUSTER, ...cluster };
  const stub = stubSession({ view: 'cluster', cluster: whole, ...changes });
  const view = await fixture<GlCluster>(html`<gl-cluster .session=${stub.session}></gl-cluster>`);
  await settled(view);
  stub.commands.length = 0;
  return { ...stub, view };
}

const part = (view: Element, name: string): ShadowRoot =>
  view.shadowRoot!.querySelector(name)!.shadowRoot!;
const flat = (node: Node): string => (node.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

describe('the live seats', () => {
  it('go to a tab of their own, come home, and are taken over from a tab that froze', async () => {
    const { view, commands } = await show({ mode: 'live', live: live() });
    const card = part(view, 'gl-live-card');
    for (const label of ['Seat 1: Run in a new tab', 'Seat 4: Bring home', 'Seat 5: Take over']) {
      card.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`)!.click();
    }
    expect(commands).to.deep.equal([
      { kind: 'seat', seat: 1, act: 'open-tab' },
      { kind: 'seat', seat: 4, act: 'host' },
      { kind: 'seat', seat: 5, act: 'take-over' },
    ]);
  });

  it('tell asleep from crashed, and what tabs on one computer cannot show', async () => {
    const { view } = await show({ mode: 'live', live: live() });
    const said = flat(part(view, 'gl-live-card'));
    expect(said).to.contain('Your browser put seat 5 to sleep. To the others it looks crashed.');
    expect(said).to.contain('this shows the protocol, not the resilience');
  });

  it('offer no tab where other tabs cannot be met, and say why', async () => {
    const seats = [1, 2, 3].map((number) => seat(number, { tab: 1 }));
    const { view } = await show({ mode: 'live', live: live({ seats, limits: ['framed'] }) });
    const card = part(view, 'gl-live-card');
    expect(card.querySelectorAll('[aria-label$="Run in a new tab"]').length).to.equal(0);
    expect(flat(card)).to.contain('other tabs cannot be met');
  });

  it('name the tab that runs them, in the picture too', async () => {
    const { view } = await show({ mode: 'live', live: live() });
    const labels = [...part(view, 'gl-ring').querySelectorAll('.label')].map(flat);
    expect(labels[0]).to.contain('Seat 1 · this tab');
    expect(labels[3]).to.contain('Seat 4 · tab 2');
    expect(labels[4]).to.contain('asleep');
  });

  it('take cuts and the network’s settings as commands of their own', async () => {
    const { view, commands } = await show({ mode: 'live', live: live() });
    const faults = part(view, 'gl-faults');
    for (const each of faults.querySelectorAll('details')) each.open = true;
    const named = (label: string): HTMLButtonElement =>
      [...faults.querySelectorAll('button')].find((each) => flat(each) === label)!;
    named('1 2 | 3 4 5').click();
    const matrix = faults.querySelector('gl-cut-matrix')!.shadowRoot!;
    matrix.querySelector<HTMLInputElement>('input')!.click();
    const weather = faults.querySelector('gl-weather')!.shadowRoot!;
    const loss = weather.querySelectorAll('gl-number-field')[1]!;
    loss.dispatchEvent(new CustomEvent('gl-value', { detail: { value: 20, gesture: 'a' } }));
    expect(commands).to.deep.equal([
      {
        kind: 'live-partition',
        groups: [
          [1, 2],
          [3, 4, 5],
        ],
      },
      { kind: 'live-cut', from: 1, to: 2, lost: true },
      { kind: 'live-network', change: { lossPercent: 20 } },
    ]);
  });
});

describe('the leader strip', () => {
  it('has a shape a seat, names leader and term, and leads to the view', async () => {
    const strip = await fixture<GlLeaderStrip>(
      html`<gl-leader-strip .seats=${live().seats}></gl-leader-strip>`,
    );
    const forms = [...strip.shadowRoot!.querySelectorAll('svg')].map(
      (svg) => [...svg.querySelectorAll('.form')].at(-1)!.classList[1],
    );
    expect(forms).to.deep.equal(['circle', 'circle', 'star', 'circle', 'half']);
    const button = strip.shadowRoot!.querySelector('button')!;
    expect(flat(button)).to.equal('leader 3 · term 4');
    expect(button.getAttribute('aria-label')).to.contain('4 of 5 seats are up');
    const commands = commandsOf(strip);
    button.click();
    expect(commands).to.deep.equal([{ kind: 'view', view: 'cluster' }]);
  });

  it('stands in the title of a seat’s own tab', () => {
    const { session } = stubSession({ cluster: { ...FIRST_CLUSTER, live: live(), ownSeat: 3 } });
    expect(titleOf(session.snapshot)).to.equal('Seat 3 · leader');
  });
});

describe('what a link locks', () => {
  it('is shown and cannot be changed', async () => {
    const { view } = await show(run(), { locked: ['cluster'] });
    const faults = part(view, 'gl-faults');
    const open = [...faults.querySelectorAll('button')].filter((each) => !each.disabled);
    expect(open.length).to.equal(0);
    const ahead = part(view, 'gl-run-ahead');
    const far = [...ahead.querySelectorAll('button')].filter((each) => each.disabled);
    expect(far.length, 'watching on is no change').to.equal(0);
  });
});

describe('on a projector', () => {
  it('shows one number, one picture and folds the rest', async () => {
    const { view } = await show(run(), { projector: true });
    const root = view.shadowRoot!;
    expect(flat(root.querySelector('.number')!)).to.equal('Seat 3 leads in term 4');
    for (const card of ['gl-faults', 'gl-safety', 'gl-logs']) {
      const folded = root.querySelector(card)!.closest('details:not([open])') !== null;
      expect(folded, card).to.equal(true);
    }
  });
});

describe('the table twin', () => {
  it('holds every seat and every message of the picture', async () => {
    const { view } = await show(run());
    const twin = part(view, 'gl-cluster-tables');
    twin.querySelector('details')!.open = true;
    await new Promise((resolve) => setTimeout(resolve, 50));
    await settled(view);
    const [seats, messages] = twin.querySelectorAll('table');
    expect(seats!.querySelectorAll('tbody tr').length).to.equal(5);
    expect(messages!.querySelectorAll('tbody tr').length).to.equal(6);
    expect(flat(messages!)).to.contain('pre-vote request');
  });
});

describe('gl-cluster for everyone', () => {
  const looks = [
    ['light', 'theme', 'light'],
    ['dark', 'theme', 'dark'],
    ['projector', 'mode', 'projector'],
  ] as const;
  for (const [name, key, value] of looks) {
    it(`is accessible, live, simulated and broken, in ${name}`, async () => {
      document.documentElement.dataset[key] = value;
      const projector = value === 'projector';
      const list = checks('log-matching');
      const broken = run({ checks: list, violation: list[2]!, cuts: [[1, 2]] });
      for (const cluster of [{ mode: 'live', live: live() } as const, run(), broken]) {
        const { view } = await show(cluster, { projector });
        for (const root of [view.shadowRoot!, part(view, 'gl-faults')]) {
          for (const each of root.querySelectorAll('details')) each.open = true;
        }
        await settled(view);
        await expect(view).to.be.accessible();
      }
    });
  }
});
