import { expect, fixture, html } from '@open-wc/testing';
import fc from 'fast-check';
import type { World } from '../../web/app/snapshot.ts';
import { firstSnapshot } from '../../web/app/first.ts';
import type { Day } from '../../web/kernel/outcome.ts';
import { openingScenario } from '../../web/scenario/default.ts';
import { withMoment } from '../../web/scenario/edit.ts';
import { clockOf, dateOf } from '../../web/views/clock.ts';
import { dayStrip } from '../../web/views/frame/day-strip.ts';
import type { GlScrubber } from '../../web/views/frame/gl-scrubber.ts';
import { parseSeed, seedText, type GlSeed } from '../../web/views/frame/gl-seed.ts';
import '../../web/views/frame/gl-time-bar.ts';
import type { GlTimeBar } from '../../web/views/frame/gl-time-bar.ts';
import { commandsOf } from './stub-session.ts';

const SEED = 0x5eed;
const snapshot = { ...firstSnapshot(openingScenario()), stamp: '9c1ea0b2', canUndo: true };

const bar = (changes = {}): Promise<GlTimeBar> =>
  fixture<GlTimeBar>(html`<gl-time-bar .snapshot=${{ ...snapshot, ...changes }}></gl-time-bar>`);

const inside = <Found extends Element>(host: Element, selector: string): Found => {
  const found = host.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new Error(`${selector} is not in ${host.localName}`);
  return found;
};

describe('the clock', () => {
  it('names every day of a common year as the calendar does', () => {
    const calendar = new Intl.DateTimeFormat('en-GB', {
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    });
    for (let day = 1; day <= 365; day += 1) {
      expect(dateOf(day)).to.equal(calendar.format(new Date(Date.UTC(2025, 0, day))));
    }
  });

  it('writes minutes as hours and minutes', () => {
    expect([0, 15, 765, 1425].map(clockOf)).to.deep.equal(['00:00', '00:15', '12:45', '23:45']);
  });
});

describe('the seed', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (seed) => {
        expect(parseSeed(seedText(seed))).to.equal(seed);
      }),
      { seed: SEED },
    );
  });

  for (const text of ['', 'xyz', '123456789', '-1', '1.5', '0x', 'NaN']) {
    it(`refuses '${text}'`, () => expect(parseSeed(text)).to.equal(null));
  }

  it('says the rule and changes nothing when the digits are wrong', async () => {
    const field = await fixture<GlSeed>(html`<gl-seed .seed=${0x7f3a}></gl-seed>`);
    let changes = 0;
    field.addEventListener('seed-change', () => (changes += 1));
    const input = inside<HTMLInputElement>(field, 'input');
    input.value = 'sunny';
    input.dispatchEvent(new Event('change'));
    await field.updateComplete;
    expect(inside(field, '[role="alert"]').textContent).to.contain('0 to 9 and a to f');
    expect(input.getAttribute('aria-invalid')).to.equal('true');
    expect(changes).to.equal(0);
  });
});

describe('the day', () => {
  const press = async (scenario: typeof snapshot.world.scenario, label: string) => {
    const element = await bar({ world: { ...snapshot.world, scenario } });
    const commands = commandsOf(element);
    inside<HTMLButtonElement>(element, `.days button[aria-label="${label}"]`).click();
    return commands.at(-1);
  };

  it('steps round the year, as time within the year and as a change of the clear day', async () => {
    const last = { ...withMoment(openingScenario(), 'year'), day: 365 };
    expect(await press(last, 'A day on')).to.deep.equal({ kind: 'step', slots: -364 * 96 });
    expect(await press({ ...last, day: 8 }, 'A day back')).to.deep.equal({
      kind: 'step',
      slots: -96,
    });
    const change = await press({ ...openingScenario(), day: 365 }, 'A day on');
    expect(change?.kind === 'change' && change.scenario.day).to.equal(1);
  });
});

describe('the scrubber', () => {
  const scrubber = (world: World): Promise<GlScrubber> =>
    fixture<GlScrubber>(html`<gl-scrubber .world=${world}></gl-scrubber>`);

  it('is one slider of 96 slots that says time and date', async () => {
    const slider = inside<HTMLInputElement>(await scrubber(snapshot.world), 'input');
    expect([slider.min, slider.max, slider.value]).to.deep.equal(['0', '95', '51']);
    expect(slider.getAttribute('aria-valuetext')).to.equal('12:45, 21 June');
  });

  it('seeks by slots with the pointer and by hours with the page keys', async () => {
    const element = await scrubber(snapshot.world);
    const commands = commandsOf(element);
    const slider = inside<HTMLInputElement>(element, 'input');
    slider.value = '10';
    slider.dispatchEvent(new Event('input'));
    slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageUp', cancelable: true }));
    slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', cancelable: true }));
    expect(commands).to.deep.equal([
      { kind: 'seek', minute: 150 },
      { kind: 'seek', minute: 825 },
      { kind: 'seek', minute: 705 },
    ]);
  });

  it('counts a slot as breached when any bus but the slack leaves its limits', () => {
    const { grid, scenario } = snapshot.world;
    const buses = grid.buses.length;
    const voltagePu = new Float64Array(96 * buses).fill(0.97);
    const converged = new Uint8Array(96).fill(1);
    voltagePu[3 * buses] = 2; // the slack is given, not an outcome
    voltagePu[40 * buses + 5] = 0.5;
    voltagePu[41 * buses + 6] = Number.NaN;
    converged[70] = 0;
    const day = {
      series: { slots: 96, voltagePu, converged },
      loadKw: new Float64Array(96 * buses).fill(1),
      irradianceKwM2: new Float64Array(96).fill(0.5),
    } as unknown as Day;
    const strip = dayStrip({ scenario, grid, frame: null, day });
    expect(strip?.breachedSlots).to.equal(3);
    expect(`${strip?.sunPath}${strip?.loadPath}`).not.to.contain('NaN');
  });
});

describe('the time bar', () => {
  it('asks for a pause while playing and for the day while not', async () => {
    for (const playing of [true, false]) {
      const element = await bar({ playing });
      const commands = commandsOf(element);
      inside<HTMLButtonElement>(element, '.play').click();
      expect(commands).to.deep.equal([{ kind: playing ? 'pause' : 'play' }]);
    }
  });

  it('says what undo takes back, and offers nothing where there is nothing', async () => {
    const element = await bar({ undoWords: 'Load at bus 7 to 900 kW' });
    const [undo, redo] = element.shadowRoot!.querySelectorAll<HTMLButtonElement>('.history button');
    expect(undo?.getAttribute('aria-label')).to.equal('Undo: Load at bus 7 to 900 kW');
    expect(redo?.disabled).to.equal(true);
  });

  it('stands still at a fixed moment and offers the way back to the day', async () => {
    const { world } = snapshot;
    const scenario = withMoment(world.scenario, 'noon');
    const element = await bar({ world: { ...world, scenario } });
    const commands = commandsOf(element);
    expect(inside<HTMLButtonElement>(element, '.play').disabled).to.equal(true);
    inside<HTMLButtonElement>(element, '.when button').click();
    const [command] = commands;
    expect(command?.kind === 'change' && command.scenario.moment).to.equal('day');
  });

  it('is accessible', async () => {
    await expect(await bar()).to.be.accessible();
  });
});
