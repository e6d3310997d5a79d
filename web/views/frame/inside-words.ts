/** What a scenario holds, as sentences for the person who shares it. */
import type { World } from '../../app/snapshot.ts';
import type { ClusterScenario } from '../../scenario/fault.ts';
import { bugs } from '../../strings/en/cluster-control.ts';
import { time } from '../../strings/en/frame.ts';
import { share } from '../../strings/en/share.ts';
import { formatNumber } from '../../units.ts';
import { clockOf, dateOf } from '../clock.ts';
import { seedText } from './gl-seed.ts';
import { hasClock } from '../../scenario/scenario.ts';

/** One entry a fact; what is as always is left out, and of the cluster all unless `simulated`. */
export function insideWords({ scenario, grid }: World, simulated = false): readonly string[] {
  const { parts } = share;
  const { devices, loads, switched, guess, loadScale, sunScale } = scenario;
  const panels = devices.reduce((sum, each) => sum + each.panels, 0);
  const packs = devices.reduce((sum, each) => sum + each.packs, 0);
  const moment = hasClock(scenario.moment)
    ? time.slot(clockOf(scenario.minute), dateOf(scenario.day))
    : time[scenario.moment];
  return [
    scenario.caseId === 'own' ? parts.own(grid.name) : parts.network(grid.name, grid.buses.length),
    ...(scenario.baseKva === undefined ? [] : [parts.base(formatNumber(scenario.baseKva, 0))]),
    parts.moment(moment),
    devices.length === 0
      ? parts.noDevices
      : parts.devices(formatNumber(panels, 0), formatNumber(packs, 0), devices.length),
    ...(loads.length === 0 ? [] : [parts.loads(loads.length)]),
    ...(loadScale === 1 && sunScale === 1
      ? []
      : [parts.scales(formatNumber(loadScale, 2), formatNumber(sunScale, 2))]),
    ...(switched.length === 0 ? [] : [parts.switched(switched.length)]),
    parts.solver(share.methods[scenario.method]),
    ...(guess.length === 0 ? [] : [parts.guess(guess.length)]),
    ...(simulated ? clusterWords(scenario.cluster) : []),
    parts.seed(seedText(scenario.seed)),
  ];
}

function clusterWords({ seats, faults, chaosTicks, bug }: ClusterScenario): readonly string[] {
  const { parts } = share;
  return [
    parts.cluster(seats),
    parts.faults(faults.length),
    ...(chaosTicks === 0 ? [] : [parts.chaos(formatNumber(chaosTicks, 0))]),
    ...(bug === 'none' ? [] : [parts.bug(bugs[bug])]),
  ];
}
