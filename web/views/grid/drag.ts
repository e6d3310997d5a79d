/**
 * Changing a load, panels or packs of one bus, by a drag or by a field: both end in the same
 * scenario, because both go through here.
 */
import { getCase } from '../../grid/cases.ts';
import { withDevices, withLoad } from '../../scenario/edit.ts';
import { PACK_KW, PANEL_WATTS_STC, type Scenario } from '../../scenario/scenario.ts';
import { edits } from '../../strings/en/grid-card.ts';
import type { BusPicture, FeederPicture } from './picture.ts';

export type Handle = 'load' | 'pv' | 'pack';

/** What a handle stands for, in its own unit: kW, panels, packs. */
export function amountOf(bus: BusPicture, handle: Handle): number {
  if (handle === 'load') return bus.peakKw;
  return handle === 'pv' ? bus.panels : bus.packs;
}

const KW_PER_UNIT: Readonly<Record<Handle, number>> = {
  load: 1,
  pv: PANEL_WATTS_STC / 1000,
  pack: PACK_KW,
};

/** Of one step of the field's arrows. */
export const STEPS: Readonly<Record<Handle, number>> = { load: 10, pv: 10, pack: 1 };

/** A pull on one handle, from pressing to letting go. */
export interface Pull {
  readonly handle: Handle;
  /** As it was when the pull began: a load pulled through zero gets its power factor back. */
  readonly bus: BusPicture;
  readonly startY: number;
  readonly amount: number;
  readonly kwPerPx: number;
  readonly barKw: number;
  readonly gesture: string;
}

const LARGEST_LOAD_PX = 80;
const LARGEST_PLANT_PX = 100;
const PACK_PX = 8;

/** How much a pull of one pixel is: the largest load of the case lies 80 px above nothing. */
export function kwPerPx({ buses }: FeederPicture, handle: Handle): number {
  if (handle === 'pack') return PACK_KW / PACK_PX;
  const loads = buses.map(({ peakKw }) => peakKw);
  if (handle === 'load') return Math.max(100, ...loads) / LARGEST_LOAD_PX;
  const half = loads.reduce((sum, kw) => sum + kw, 0) / 2;
  return Math.max(100, half, ...buses.map(({ pvSizeKw }) => pvSizeKw)) / LARGEST_PLANT_PX;
}

/** The amount after a pull of `risePx` upwards where a pixel is `kwPerPx`; whole steps. */
export function pulled(
  start: number,
  handle: Handle,
  pull: { readonly risePx: number; readonly kwPerPx: number },
): number {
  const units = (pull.risePx * pull.kwPerPx) / KW_PER_UNIT[handle];
  const step = STEPS[handle];
  const moved = Math.round((start + units) / step) * step;
  return Math.max(0, Math.abs(units) < step / 2 ? start : moved);
}

export interface Edit {
  readonly scenario: Scenario;
  readonly words: string;
}

// A load taken to nothing has lost its ratio; the case still knows the one it came with.
function kvarAt(amountKw: number, bus: BusPicture, scenario: Scenario): number {
  if (bus.peakKw !== 0) return (bus.peakKvar * amountKw) / bus.peakKw;
  // What is reactive without active power was typed so, and has no ratio to keep.
  if (bus.peakKvar !== 0) return bus.peakKvar;
  const { buses } = scenario.ownCase ?? getCase(scenario.caseId);
  const own = buses.find(({ id }) => id === bus.id);
  return own && own.loadKw !== 0 ? (own.loadKvar * amountKw) / own.loadKw : 0;
}

/** A load of `amount` kW keeps its power factor, also when it was nothing in between. */
export function edited(
  scenario: Scenario,
  bus: BusPicture,
  change: { readonly handle: Handle; readonly amount: number },
): Edit {
  const { handle, amount } = change;
  const { id } = bus;
  if (handle === 'load') {
    // To 1 var: more digits say nothing and make the link too long for a code on the wall.
    const loadKvar = Math.round(kvarAt(amount, bus, scenario) * 1000) / 1000;
    return {
      scenario: withLoad(scenario, { bus: id, loadKw: amount, loadKvar }),
      words: edits.load(id, amount),
    };
  }
  const device = scenario.devices.find((entry) => entry.bus === id);
  const panels = handle === 'pv' ? amount : (device?.panels ?? 0);
  const packs = handle === 'pack' ? amount : (device?.packs ?? 0);
  return {
    scenario: withDevices(scenario, { bus: id, panels, packs }),
    words: handle === 'pv' ? edits.panels(id, amount) : edits.packs(id, amount),
  };
}
