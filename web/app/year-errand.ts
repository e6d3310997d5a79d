/** What the year's desk does once and at once, beside the year itself. */
import { bestPowerFactor } from '../kernel/power-factor.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { withOwnProfile, withPowerFactor } from '../scenario/edit.ts';
import { yearDesk as words } from '../strings/en/year-desk.ts';
import type { AnnexHouse } from './annex.ts';
import { isOvertaken, reportFailure } from './failure.ts';
import type { YearCommand } from './year-command.ts';
import { gridOf, sameCase } from './world.ts';

/** Sets the power factor of the devices to the one that loses least over the year. */
export async function tunePowerFactor({ rim, stage, change }: AnnexHouse): Promise<void> {
  const now = (): Scenario => stage.snapshot.world.scenario;
  try {
    const scenario = now();
    const trials = await rim.compute.powerFactors({ scenario, grid: gridOf(scenario) });
    // Another year meanwhile asks for another answer.
    if (!sameYear(scenario, now())) return;
    const best = bestPowerFactor(trials);
    const least = best.powerFactor.toFixed(2);
    const unity = trials.at(-1)!;
    change(withPowerFactor(now(), best.powerFactor), words.undo.tuned(least));
    const said = { least, loss: best.lossMwh.toFixed(1), unity: unity.lossMwh.toFixed(1) };
    stage.say({ tone: 'info', words: words.tuned(said) });
  } catch (error) {
    if (!isOvertaken(error)) reportFailure(stage, error);
  }
}

/** Loads from a meter's CSV; a file that is refused changes nothing and says why. */
export async function importMeter(
  { rim, stage, change }: AnnexHouse,
  file: Extract<YearCommand, { kind: 'year-import' }>,
): Promise<void> {
  try {
    const asked = stage.snapshot.world.scenario;
    const { profile, problems } = await rim.compute.readProfile({
      text: file.text,
      grid: gridOf(asked),
      options: {
        name: file.name,
        ...(file.bus === undefined ? {} : { bus: file.bus }),
        ...(file.unit === undefined ? {} : { unit: file.unit }),
      },
    });
    // Read for the buses of one network, it means nothing to another.
    const { scenario } = stage.snapshot.world;
    if (!sameCase(asked, scenario)) return;
    if (!profile) {
      const wrong = problems.filter(({ harmless }) => !harmless);
      // One home on a street's bus is no mistake; only the person can know.
      const odd = wrong.every(({ rule }) => rule === 'unit');
      const offers = odd ? [{ label: words.asKw, command: { ...file, unit: 'kw' } as const }] : [];
      stage.say({ tone: 'warning', words: words.refused(file.name), problems, offers });
      return;
    }
    change(withOwnProfile(scenario, profile), words.undo.imported(file.name));
    const said = words.imported(file.name, profile.buses.length);
    stage.say({ tone: 'info', words: said, problems });
  } catch (error) {
    reportFailure(stage, error);
  }
}

/** true: both have the same year; what is only shown, searched or simulated may differ. */
export function sameYear(a: Scenario, b: Scenario): boolean {
  const same = (key: keyof Scenario): boolean =>
    a[key] === b[key] || JSON.stringify(a[key]) === JSON.stringify(b[key]);
  const keys = [
    ...(['seed', 'baseKva', 'latitudeDeg', 'loadScale', 'sunScale', 'loads'] as const),
    ...(['devices', 'powerFactor', 'switched', 'year', 'ownProfile'] as const),
  ];
  const inverter = ({ siting }: Scenario): string =>
    `${siting.inverterMinShare}/${siting.inverterEfficiency}/${siting.gridPrice}`;
  return sameCase(a, b) && keys.every(same) && inverter(a) === inverter(b);
}

/** true: both pay the same for what panels and packs give; other prices are part of the year. */
export function samePrices({ siting: a }: Scenario, { siting: b }: Scenario): boolean {
  return a.pvPrice === b.pvPrice && a.packPrice === b.packPrice && a.fee === b.fee;
}
