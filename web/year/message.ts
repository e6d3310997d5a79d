/**
 * What the energy management gateway would tell the owners on a day of the year (T15): packs that
 * fill up or come down to their reserve, sun that finds no taker, voltages that leave their limits.
 * Messages about offers, sales and money belong to the market.
 */
import type { GridCase } from '../grid/case.ts';
import type { Year } from '../kernel/outcome.ts';
import { PACK_KWH, type Scenario } from '../scenario/scenario.ts';
import type { VoltageLimits } from './totals.ts';

export type MessageKind =
  | 'full'
  | 'reserve'
  | 'curtailed'
  | 'curtailed-end'
  | 'voltage-low'
  | 'voltage-high'
  | 'voltage-back'
  | 'unsolved';

export interface Message {
  readonly slot: number;
  readonly kind: MessageKind;
  /** The bus that it is about; null: the whole feeder. */
  readonly bus: number | null;
}

/** Packs count as full or at their reserve within this share of a pack. */
const CLOSE_SHARE = 1e-6;

/** Messages of day 1 … 365 in the order they would come; slots that are not solved say nothing. */
export function messagesOfDay(
  grid: GridCase,
  year: Year,
  scenario: Scenario,
  { day, limits }: { readonly day: number; readonly limits: VoltageLimits },
): readonly Message[] {
  const perDay = 1440 / year.input.stepMinutes;
  const span = { first: (day - 1) * perDay, end: day * perDay };
  const all = [
    ...scenario.devices.flatMap(({ bus, packs }) => {
      const index = grid.buses.findIndex(({ id }) => id === bus);
      return packs > 0 && index >= 0
        ? packMessages(year, scenario, { bus, index, packs, span })
        : [];
    }),
    ...curtailed(year, span),
    ...voltages(grid, year, limits, span),
  ];
  return all.sort((a, b) => a.slot - b.slot || (a.bus ?? 0) - (b.bus ?? 0));
}

interface Span {
  readonly first: number;
  readonly end: number;
}

/** The energy of one bus's packs follows from what they took and gave since the year began. */
function packMessages(
  { input, dispatch }: Year,
  { year }: Scenario,
  at: { readonly bus: number; readonly index: number; readonly packs: number; readonly span: Span },
): Message[] {
  const { bus, index, packs, span } = at;
  const buses = dispatch.packKw.length / input.slots;
  const capacityKwh = packs * PACK_KWH;
  const [low, high] = [capacityKwh * year.socMinShare, capacityKwh * year.socMaxShare];
  const close = capacityKwh * CLOSE_SHARE;
  const hours = input.stepMinutes / 60;
  const messages: Message[] = [];
  let stored = low;
  for (let slot = 0; slot < span.end; slot++) {
    const kwh = dispatch.packKw[slot * buses + index]! * hours;
    const next = stored + (kwh < 0 ? -kwh * year.chargeEfficiency : -kwh);
    if (slot >= span.first && kwh !== 0) {
      if (next >= high - close && stored < high - close) messages.push({ slot, kind: 'full', bus });
      if (next <= low + close && stored > low + close)
        messages.push({ slot, kind: 'reserve', bus });
    }
    stored = next;
  }
  return messages;
}

function curtailed({ dispatch }: Year, { first, end }: Span): Message[] {
  const messages: Message[] = [];
  let running = false;
  for (let slot = first; slot < end; slot++) {
    const now = dispatch.curtailedKw[slot]! > 0;
    if (now !== running) {
      messages.push({ slot, kind: now ? 'curtailed' : 'curtailed-end', bus: null });
    }
    running = now;
  }
  return messages;
}

/** One message as the state changes, about the bus that is farthest out. */
function voltages(
  grid: GridCase,
  { input, series }: Year,
  { voltageMinPu, voltageMaxPu }: VoltageLimits,
  { first, end }: Span,
): Message[] {
  const buses = series.voltagePu.length / input.slots;
  const messages: Message[] = [];
  let before: MessageKind = 'voltage-back';
  for (let slot = first; slot < end; slot++) {
    // Not reached yet: a slot without a solution was tried.
    if (series.iterations[slot] === 0 && series.converged[slot] === 0) continue;
    let out = 0;
    let now: MessageKind = 'voltage-back';
    let bus: number | null = null;
    grid.buses.forEach(({ id, kind }, index) => {
      const v = series.voltagePu[slot * buses + index]!;
      if (kind === 'slack' || v === 0) return;
      const away = Math.max(voltageMinPu - v, v - voltageMaxPu);
      if (away <= out) return;
      out = away;
      bus = id;
      now = v < voltageMinPu ? 'voltage-low' : 'voltage-high';
    });
    if (series.converged[slot] === 0) {
      now = 'unsolved';
      bus = null;
    }
    if (now !== before) messages.push({ slot, kind: now, bus });
    before = now;
  }
  return messages;
}
