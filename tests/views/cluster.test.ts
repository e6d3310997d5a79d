/** The Cluster view on clusters written by hand: what it draws, says, offers and asks for. */
import { expect, fixture, html } from '@open-wc/testing';
import { FIRST_CLUSTER } from '../../web/app/annex-first.ts';
import type { ClusterShow } from '../../web/app/cluster-show.ts';
import type { Snapshot } from '../../web/app/snapshot.ts';
import type { SimulationShow } from '../../web/simulation/show.ts';
import '../../web/views/gl-cluster.ts';
import type { GlCluster } from '../../web/views/gl-cluster.ts';
import { calmSeats, cells, checks, message, run, seat } from './cluster-fixture.ts';
import { stubSession, type StubSession } from './stub-session.ts';
import { wearTheme } from './theme-sheet.ts';

wearTheme();

async function settled(element: Element): Promise<void> {
  const lit = element as Element & { updateComplete?: Promise<unknown> };
  await lit.updateComplete;
  for (const child of element.shadowRoot?.querySelectorAll('*') ?? []) {
    if (child.tagName.startsWith('GL-')) await settled(child);
  }
}

/** Once the pictures know their size. */
async function measured(view: Element): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  await settled(view);
}

type Shown = StubSession & { readonly view: GlCluster };

async function show(
  cluster: Partial<ClusterShow>,
  changes: Partial<Snapshot> = {},
): Promise<Shown> {
  const stub = stubSession({
    view: 'cluster',
    cluster: { ...FIRST_CLUSTER, ...cluster },
    ...changes,
  });
  const view = await fixture<GlCluster>(html`<gl-cluster .session=${stub.session}></gl-cluster>`);
  await settled(view);
  stub.commands.length = 0;
  return { ...stub, view };
}

const part = (view: Element, name: string): Element & { shadowRoot: ShadowRoot } =>
  view.shadowRoot!.querySelector(name) as Element & { shadowRoot: ShadowRoot };
const flat = (node: Node): string => (node.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const whyOf = (view: Element): string => flat(view.shadowRoot!.querySelector('.why')!);
const button = (root: ShadowRoot, label: string): HTMLButtonElement =>
  [...root.querySelectorAll('button')].find((each) => flat(each) === label)!;
/** A popover tells of its closing in a task of its own. */
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
const press = (target: Element, key: string): void => {
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  );
};

describe('gl-cluster asks for what it shows', () => {
  it('once, when it is first on show', async () => {
    const stub = stubSession({ view: 'cluster' });
    await fixture(html`<gl-cluster .session=${stub.session}></gl-cluster>`);
    expect(stub.commands).to.deep.equal([{ kind: 'cluster-open' }]);
  });

  it('and says what is going on until it is there', async () => {
    const { view } = await show({ mode: 'live', words: 'The seats are being started.' });
    expect(whyOf(view)).to.equal('Why: The seats are being started.');
    expect(view.shadowRoot!.querySelectorAll('gl-ring').length).to.equal(0);
  });
});

describe('the ring', () => {
  const forms = (view: Element): string[] =>
    [...part(view, 'gl-ring').shadowRoot.querySelectorAll('.seat')].map(
      (group) => [...group.querySelectorAll('.form')].at(-1)!.classList[1]!,
    );

  it('gives each state of a seat a shape of its own', async () => {
    const seats = [
      seat(1, { role: 'leader' }),
      seat(2, { role: 'candidate' }),
      seat(3, { role: 'pre-candidate' }),
      seat(4),
      seat(5, { state: 'asleep' }),
      seat(6, { state: 'down' }),
      seat(7, { membership: 'learner' }),
      seat(8, { state: 'away' }),
      seat(9, { state: 'refusing' }),
    ];
    const { view } = await show(run({ seats }));
    const shown = forms(view);
    expect(shown).to.deep.equal([
      ...['star', 'triangle', 'open-triangle', 'circle', 'half'],
      ...['cross', 'small', 'away', 'bar'],
    ]);
    expect(new Set(shown).size).to.equal(9);
  });

  it('writes term, vote and what is committed beside each seat', async () => {
    const { view } = await show(run());
    const labels = [...part(view, 'gl-ring').shadowRoot.querySelectorAll('.label')].map(flat);
    expect(labels[2]).to.contain('leader').and.to.contain('term 4').and.to.contain('voted 3');
    expect(labels[4]).to.contain('down').and.to.contain('no vote');
  });

  it('draws a cut link broken on both sides, and on one side what is lost one way', async () => {
    const cuts = [
      [1, 2],
      [2, 1],
      [3, 4],
    ] as const;
    const { view } = await show(run({ cuts }));
    const ring = part(view, 'gl-ring').shadowRoot;
    expect(ring.querySelectorAll('.bar').length).to.equal(3);
    expect(ring.querySelectorAll('.link.cut').length).to.equal(4);
    expect(flat(part(view, 'gl-legend').shadowRoot.querySelector('.cuts')!)).to.equal(
      'Link 1–2 is cut. What seat 3 sends to seat 4 is lost.',
    );
  });

  it('draws a shape a message, hollow for the light ones, with bars for a held one', async () => {
    const { view } = await show(run());
    const layer = part(part(view, 'gl-ring'), 'gl-messages').shadowRoot;
    expect(layer.querySelectorAll('g[data-id]').length).to.equal(6);
    expect(layer.querySelectorAll('.message.light').length).to.equal(1);
    expect(layer.querySelectorAll('.held').length).to.equal(1);
  });

  it('takes an arrived message off its way, and lets nothing else move', async () => {
    const first = message('append', 3, 1, { sentAt: 100, arrivesAt: 104 });
    const { view, publish } = await show(run({ messages: [first] }));
    const ring = part(view, 'gl-ring');
    const layer = part(ring, 'gl-messages').shadowRoot;
    await measured(view);
    const gone = run({ messages: [], tick: 104 });
    publish({ cluster: { ...FIRST_CLUSTER, ...gone } });
    await settled(view);
    expect(layer.querySelectorAll('g[data-id]').length, 'still completing its way').to.equal(1);
    const before = ring.shadowRoot.innerHTML;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(layer.querySelectorAll('g[data-id]').length).to.equal(0);
    expect(ring.shadowRoot.innerHTML === before, 'the ring was left alone').to.equal(true);
  });
});

describe('the logs', () => {
  it('stand above each other by index, committed solid, terms marked without colour', async () => {
    const seats = [
      seat(1, { log: cells([1, 1, 2]), commitIndex: 2 }),
      seat(2, { log: cells([1]), commitIndex: 1 }),
    ];
    const { view } = await show(run({ seats }));
    const rows = [...part(view, 'gl-logs').shadowRoot.querySelectorAll('.log')].slice(1);
    const [first, second] = rows.map((row) => [...row.querySelectorAll('.cell')]);
    expect(first!.slice(0, 3).map(flat)).to.deep.equal(['1', '1', '2']);
    expect(first!.map((cell) => cell.classList.contains('committed')).slice(0, 3)).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect(first![2]!.classList.contains('first'), 'a bar where the term changes').to.equal(true);
    expect(first![0]!.classList.contains('t1') && first![2]!.classList.contains('t2')).to.equal(
      true,
    );
    expect(second![1]!.classList.contains('none')).to.equal(true);
  });
});

describe('why', () => {
  const said = async (changes: Partial<SimulationShow>): Promise<string> => {
    const { view } = await show(run(changes));
    return whyOf(view).replace('Why: ', '');
  };
  const down = (numbers: readonly number[]) =>
    calmSeats().map((each) =>
      numbers.includes(each.seat) ? { ...each, state: 'down' as const } : each,
    );

  it('counts the seats that are missing', async () => {
    expect(await said({ seats: down([1, 2, 5]) })).to.equal(
      'Three of five seats are needed; two are up.',
    );
  });

  it('tells a majority from those who are cut off', async () => {
    const cuts = [1, 2].flatMap((a) =>
      [3, 4, 5].flatMap((b) => [[a, b] as const, [b, a] as const]),
    );
    const seats = calmSeats().map((each) => ({ ...each, state: 'up' as const }));
    expect(await said({ cuts, seats })).to.equal(
      'Seat 3 leads with seats 4 and 5. Seats 1 and 2 may call elections, ' +
        'but commit nothing without a majority.',
    );
  });

  it('says that no group is large enough', async () => {
    const numbers = [1, 2, 3, 4, 5];
    const cuts = numbers.flatMap((a) => numbers.filter((b) => b !== a).map((b) => [a, b] as const));
    const seats = calmSeats().map((each) => ({ ...each, state: 'up' as const }));
    expect(await said({ cuts, seats })).to.contain('No group of seats that hear each other');
  });

  it('names the candidate and what it needs', async () => {
    const seats = [1, 2, 3, 4, 5].map((number) =>
      seat(number, number === 2 ? { role: 'candidate', term: 5 } : {}),
    );
    expect(await said({ seats })).to.equal(
      'Seat 2 asks for votes in term 5; it needs three, its own included.',
    );
  });

  it('names what was broken', async () => {
    const list = checks('election-safety');
    expect(await said({ checks: list, violation: list[0]! })).to.equal(
      'The run stands still: election safety was broken.',
    );
  });
});

describe('by keyboard alone', () => {
  it('walks the seats and messages with one tab stop, and opens, uses and leaves a menu', async () => {
    const { view, commands } = await show(run());
    const ring = part(view, 'gl-ring') as Element & { shadowRoot: ShadowRoot; focus(): void };
    expect(ring.shadowRoot.querySelectorAll('[tabindex="0"]').length).to.equal(1);
    ring.focus();
    const box = ring.shadowRoot.querySelector('.box')!;
    press(box, 'ArrowRight');
    press(box, 'ArrowRight');
    await settled(view);
    press(box, 'ArrowRight');
    await settled(view);
    const status = ring.shadowRoot.querySelector('[role="status"]')!;
    expect(flat(status)).to.contain('Seat 2').and.to.contain('follower');
    press(box, 'ArrowRight');
    await settled(view);
    press(box, 'Enter');
    await settled(view);
    const menu = part(view, 'gl-menu').shadowRoot;
    expect(flat(menu.querySelector('strong')!)).to.equal('Seat 3');
    expect(flat(menu.activeElement!)).to.equal('Stop');
    press(menu.activeElement!, 'ArrowDown');
    expect(flat(menu.activeElement!)).to.equal('Time out now');
    (menu.activeElement as HTMLElement).click();
    expect(commands).to.deep.equal([
      { kind: 'run-fault', fault: { kind: 'timeout-now', seat: 3 } },
    ]);
    await nextTask();
    press(box, 'ArrowDown');
    await settled(view);
    press(box, 'Enter');
    await settled(view);
    expect(flat(menu.querySelector('strong')!)).to.contain('append, 3 → 1');
    press(menu.activeElement!, 'Escape');
    await nextTask();
    expect(menu.querySelector('[popover]')!.matches(':popover-open')).to.equal(false);
    expect(ring.shadowRoot.activeElement === box, 'the focus is back').to.equal(true);
  });

  it('goes through the pair matrix with arrows and ticks what is lost', async () => {
    const { view, commands } = await show(run());
    const faults = part(view, 'gl-faults').shadowRoot;
    for (const each of faults.querySelectorAll('details')) each.open = true;
    const matrix = faults.querySelector('gl-cut-matrix')!.shadowRoot!;
    expect(matrix.querySelectorAll('input[tabindex="0"]').length).to.equal(1);
    const first = matrix.querySelector<HTMLInputElement>('input[tabindex="0"]')!;
    first.focus();
    press(first, 'ArrowDown');
    await settled(faults.querySelector('gl-cut-matrix')!);
    const cell = matrix.activeElement as HTMLInputElement;
    expect(cell.ariaLabel ?? cell.getAttribute('aria-label')).to.equal(
      'From seat 3 to seat 2 is lost',
    );
    cell.click();
    expect(commands).to.deep.equal([
      { kind: 'run-fault', fault: { kind: 'cut', from: 3, to: 2, both: false } },
    ]);
  });
});

describe('by pointer', () => {
  const at = (view: Element, number: number): readonly [number, number] => {
    const hit = part(view, 'gl-ring').shadowRoot.querySelector(`[data-seat="${number}"]`)!;
    const { left, top, width, height } = hit.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };
  const point = (view: Element, kind: string, [x, y]: readonly [number, number]): void => {
    const ring = part(view, 'gl-ring').shadowRoot;
    const target = ring.elementFromPoint(x, y) ?? ring.querySelector('.box')!;
    target.dispatchEvent(
      new PointerEvent(kind, {
        ...{ clientX: x, clientY: y, button: 0, pointerId: 1, pointerType: 'mouse' },
        ...{ bubbles: true, composed: true, cancelable: true },
      }),
    );
  };
  const inView = async (view: Element): Promise<void> => {
    view.scrollIntoView();
    const box = part(view, 'gl-ring').shadowRoot.querySelector<HTMLElement>('.box')!;
    // A made-up pointer cannot be captured.
    box.setPointerCapture = () => undefined;
    await measured(view);
  };

  it('cuts a link when a line is pulled from seat to seat', async () => {
    const { view, commands } = await show(run({ messages: [] }));
    await inView(view);
    point(view, 'pointerdown', at(view, 1));
    point(view, 'pointermove', at(view, 2));
    point(view, 'pointerup', at(view, 2));
    expect(commands).to.deep.equal([
      { kind: 'run-fault', fault: { kind: 'cut', from: 1, to: 2, both: true } },
    ]);
  });

  it('splits the ring where a line is drawn through it', async () => {
    const { view, commands } = await show(run({ messages: [] }));
    await inView(view);
    const [x5, y5] = at(view, 5);
    const [x2] = at(view, 2);
    const between = (y5 + at(view, 4)[1]) / 2;
    point(view, 'pointerdown', [x5 + 60, between]);
    point(view, 'pointermove', [x2 - 60, between]);
    point(view, 'pointerup', [x2 - 60, between]);
    const [command] = commands;
    expect(command?.kind).to.equal('run-fault');
    const { fault } = command as unknown as { fault: { kind: string; groups: number[][] } };
    expect(fault.kind).to.equal('partition');
    expect(fault.groups.map((group) => group.join()).sort()).to.deep.equal(['1,2,5', '3,4']);
  });

  it('opens the menu of a seat at a press', async () => {
    const { view } = await show(run({ messages: [] }));
    await inView(view);
    point(view, 'pointerdown', at(view, 4));
    point(view, 'pointerup', at(view, 4));
    // A popover that opens before the click is closed by the light dismiss of that very press.
    expect(part(view, 'gl-menu').shadowRoot.querySelector('strong')).to.equal(null);
    point(view, 'click', at(view, 4));
    await settled(view);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(flat(part(view, 'gl-menu').shadowRoot.querySelector('strong')!)).to.equal('Seat 4');
  });
});

describe('a run', () => {
  it('is played in the bar of the frame alone, and offers far ahead and its hash here', async () => {
    const { view, commands } = await show(run());
    expect(view.shadowRoot!.querySelectorAll('gl-player').length).to.equal(0);
    const ahead = part(view, 'gl-run-ahead').shadowRoot;
    button(ahead, 'Run 10,000 ticks').click();
    expect(commands).to.deep.equal([{ kind: 'run-ticks', ticks: 10_000 }]);
    expect(flat(ahead.querySelector('.hash')!)).to.equal('7f3a09bc11d2e480');
  });

  it('stands still at a violation and offers the shortest story', async () => {
    const list = checks('election-safety');
    const { view, commands } = await show(run({ checks: list, violation: list[0]! }));
    const ahead = part(view, 'gl-run-ahead').shadowRoot;
    expect(button(ahead, 'Run 1,000 ticks').disabled).to.equal(true);
    const safety = part(view, 'gl-safety').shadowRoot;
    expect(flat(safety.querySelector('[role="alert"]')!)).to.contain(
      'Seat 3 and seat 1 both lead in term 4.',
    );
    expect(safety.querySelectorAll('li.broken').length).to.equal(1);
    button(safety, 'Find the shortest story').click();
    expect(commands).to.deep.equal([{ kind: 'run-shortest' }]);
  });

  it('leaves a recording as it is', async () => {
    const { view, commands } = await show(run({}, { recording: 'live seats until 10:00:00' }));
    expect(view.shadowRoot!.querySelectorAll('gl-faults, gl-run-setup').length).to.equal(0);
    button(part(view, 'gl-run-ahead').shadowRoot, 'Back to the scenario’s run').click();
    expect(commands).to.deep.equal([{ kind: 'run-scenario' }]);
  });
});
