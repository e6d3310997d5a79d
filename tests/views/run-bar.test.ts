/** The bar of the frame in the Cluster view: one player, and it is the run's. */
import { expect, fixture, html } from '@open-wc/testing';
import { FIRST_CLUSTER } from '../../web/app/annex-first.ts';
import type { ClusterShow } from '../../web/app/cluster-show.ts';
import { firstSnapshot } from '../../web/app/first.ts';
import type { Snapshot } from '../../web/app/snapshot.ts';
import { openingScenario } from '../../web/scenario/default.ts';
import '../../web/views/cluster/gl-player.ts';
import '../../web/views/cluster/gl-run-speed.ts';
import '../../web/views/frame/gl-time-bar.ts';
import type { GlTimeBar } from '../../web/views/frame/gl-time-bar.ts';
import { keyAct } from '../../web/views/frame/keys.ts';
import { checks, live, run } from './cluster-fixture.ts';
import { commandsOf } from './stub-session.ts';
import { wearTheme } from './theme-sheet.ts';

wearTheme();

const inCluster = (cluster: Partial<ClusterShow>): Snapshot => ({
  ...firstSnapshot(openingScenario()),
  view: 'cluster',
  cluster: { ...FIRST_CLUSTER, ...cluster },
});

async function bar(snapshot: Snapshot, width = '1400px'): Promise<GlTimeBar> {
  const box = await fixture<HTMLElement>(
    html`<div .style=${`inline-size: ${width}`}>
      <gl-time-bar role="region" aria-label="Time" .snapshot=${snapshot}></gl-time-bar>
    </div>`,
  );
  const element = box.querySelector('gl-time-bar')!;
  for (let i = 0; i < 3; i++) await new Promise((done) => requestAnimationFrame(done));
  await element.updateComplete;
  return element;
}

/** Everything in `element` that matches, shadow roots included. */
function within<Found extends Element>(element: Element, selector: string): readonly Found[] {
  const root = element.shadowRoot ?? element;
  const inside = [...root.querySelectorAll('*')].filter((each) => each.shadowRoot);
  return [
    ...root.querySelectorAll<Found>(selector),
    ...inside.flatMap((each) => within<Found>(each, selector)),
  ];
}

const press = (element: Element, label: string): void => {
  const [found, ...more] = within<HTMLButtonElement>(element, `[aria-label="${label}"]`);
  expect(more, label).to.deep.equal([]);
  found!.click();
};

describe('the bar beside a simulated run', () => {
  it('plays, steps and scrubs the run, and shows no day', async () => {
    const element = await bar(inCluster(run()));
    const commands = commandsOf(element);
    for (const label of ['Play', 'On to the next event', 'Back to the event before']) {
      press(element, label);
    }
    press(element, 'Back to the start');
    const sliders = within<HTMLInputElement>(element, 'input[type="range"]');
    expect(sliders.length).to.equal(1);
    sliders[0]!.value = '100';
    sliders[0]!.dispatchEvent(new Event('input'));
    const choice = within<HTMLSelectElement>(element, 'select')[0]!;
    expect(choice.selectedOptions[0]!.textContent?.trim()).to.equal('5× slower than real');
    choice.value = '0';
    choice.dispatchEvent(new Event('change'));
    expect(commands).to.deep.equal([
      { kind: 'run-play' },
      { kind: 'run-step', steps: 1 },
      { kind: 'run-step', steps: -1 },
      { kind: 'run-seek', step: 0 },
      { kind: 'run-seek', step: 100 },
      { kind: 'run-speed', ticksPerSecond: 0 },
    ]);
    expect(within(element, '.flag').length).to.equal(1);
    expect(within(element, 'gl-scrubber').length).to.equal(0);
    await expect(element).to.be.accessible();
  });

  it('does not play on from a violation', async () => {
    const list = checks('election-safety');
    const element = await bar(inCluster(run({ checks: list, violation: list[0]! })));
    for (const label of ['Play', 'On to the next event']) {
      const [button] = within<HTMLButtonElement>(element, `[aria-label="${label}"]`);
      expect(button!.disabled, label).to.equal(true);
    }
  });

  it('keeps every control in reach of a thumb on a phone, side by side', async () => {
    const element = await bar(inCluster(run()), '366px');
    const shown = within<HTMLElement>(element, 'button, input').filter((each) => {
      return each.checkVisibility() && each.closest('[popover]') === null;
    });
    const inside = shown.filter((each) => each.getBoundingClientRect().width > 0);
    expect(inside.length).to.be.at.least(7);
    const { left, right, bottom } = element.getBoundingClientRect();
    for (const [i, each] of inside.entries()) {
      const a = each.getBoundingClientRect();
      expect(a.left, each.ariaLabel ?? '').to.be.at.least(left);
      expect(a.right).to.be.at.most(right);
      expect(a.bottom).to.be.at.most(bottom);
      for (const other of inside.slice(i + 1)) {
        const b = other.getBoundingClientRect();
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top;
        expect(apart || b.bottom <= a.top, `${each.ariaLabel} over ${other.ariaLabel}`).to.equal(
          true,
        );
      }
    }
  });
});

describe('the bar beside live seats', () => {
  it('has nothing to play, and says whose time it is', async () => {
    const element = await bar(inCluster({ mode: 'live', live: live() }));
    expect(within(element, 'gl-player, gl-scrubber, .transport').length).to.equal(0);
    expect(within(element, '.said')[0]!.textContent).to.contain('this computer’s clock');
    await expect(element).to.be.accessible();
  });
});

describe('keys in the Cluster view', () => {
  const act = (key: string, snapshot: Snapshot): unknown => {
    const press = {
      chord: false,
      alt: false,
      shift: false,
      focus: 'free',
      covered: false,
    } as const;
    const found = keyAct({ key, ...press }, snapshot);
    return found && 'command' in found ? found.command : found;
  };

  it('drive the run, a presenter’s remote too', () => {
    const still = inCluster(run());
    expect(act(' ', still)).to.deep.equal({ kind: 'run-play' });
    expect(act(' ', inCluster(run({}, { playing: true })))).to.deep.equal({ kind: 'run-pause' });
    expect(act('.', still)).to.deep.equal({ kind: 'run-step', steps: 1 });
    expect(act(',', still)).to.deep.equal({ kind: 'run-step', steps: -1 });
    const projected = { ...still, projector: true };
    expect(act('PageDown', projected)).to.deep.equal({ kind: 'run-step', steps: 1 });
    expect(act('PageUp', projected)).to.deep.equal({ kind: 'run-step', steps: -1 });
  });

  it('leave live seats and the hidden day alone', () => {
    for (const key of [' ', '.', ',']) {
      expect(act(key, inCluster({ mode: 'live', live: live() }))).to.equal(null);
    }
  });
});
