/**
 * What a home's meter counted in one period. The meter signs with the home's own key, so a reading
 * speaks for no other account; its sequence number says that none was lost or told twice.
 */
import type { Problem } from '../../assert.ts';
import { Reader, Writer } from '../bytes.ts';
import type { Contract } from '../contract.ts';
import { type State, stateGet } from '../state.ts';
import type { Hex } from '../transaction.ts';

export interface MeterReading {
  /** Rises with every reading of this meter. */
  readonly sequence: number;
  /** The period, counted from the start of the scenario; rises with every reading. From 1. */
  readonly period: number;
  /** Energy that the home used, in Wh: the sum of its three sources. */
  readonly inWh: number;
  /** Energy that the home gave to the network, in Wh. */
  readonly outWh: number;
  /** Where `inWh` came from: its own panel, its own pack, the network. */
  readonly pvWh: number;
  readonly bessWh: number;
  readonly gridWh: number;
}

/** What the chain remembers of a meter. */
export interface Meter {
  readonly sequence: number;
  readonly period: number;
  readonly inWh: number;
  readonly outWh: number;
}

const FIELDS = ['sequence', 'period', 'inWh', 'outWh', 'pvWh', 'bessWh', 'gridWh'] as const;

/** The state's key of an account's meter. */
const meterKey = (publicKey: Hex): string => `meter/${publicKey}`;

function decodeMeter(bytes: Uint8Array | undefined): Meter {
  const reader = new Reader(bytes ?? new Uint8Array(32));
  const [sequence, period] = [reader.u64(), reader.u64()];
  return { sequence, period, inWh: reader.u64(), outWh: reader.u64() };
}

/** Sums of all readings of an account's meter; zeros before the first. */
export function meterOf(state: State, publicKey: Hex): Meter {
  return decodeMeter(stateGet(state, meterKey(publicKey)));
}

function check(payload: unknown): readonly Problem[] {
  const reading = (payload ?? {}) as Partial<Record<keyof MeterReading, unknown>>;
  const problem = (field: string, rule: string, allowed: string): Problem => ({
    where: { kind: 'transaction', field },
    rule,
    found: String(reading[field as keyof MeterReading]).slice(0, 60),
    allowed,
    remedy: 'Give what the meter counted, in whole watt-hours.',
  });
  const problems = FIELDS.filter((field) => {
    const value = reading[field];
    return !Number.isSafeInteger(value) || (value as number) < 0;
  }).map((field) => problem(field, 'whole-number', 'a whole number from 0 to 2^53 - 1'));
  if (problems.length > 0) return problems;
  const { sequence, period, inWh, pvWh, bessWh, gridWh } = reading as MeterReading;
  if (sequence === 0) problems.push(problem('sequence', 'sequence', 'a number from 1'));
  if (period === 0) problems.push(problem('period', 'period', 'a number from 1'));
  if (pvWh + bessWh + gridWh !== inWh) {
    problems.push(problem('inWh', 'sum-of-sources', 'the sum of pvWh, bessWh and gridWh'));
  }
  return problems;
}

/** Refusals: 'authority' (not a home), 'state' (sequence or period do not rise), 'overflow'. */
export const meterReading: Contract<MeterReading> = {
  name: 'meter-reading',
  version: 1,
  check,
  encode(reading) {
    const writer = new Writer();
    for (const field of FIELDS) writer.u64(reading[field]);
    return writer.done();
  },
  decode(bytes) {
    const reader = new Reader(bytes);
    const values = FIELDS.map((field) => [field, reader.u64()] as const);
    const reading = Object.fromEntries(values) as Record<keyof MeterReading, number>;
    return reader.end() && check(reading).length === 0 ? reading : null;
  },
  apply(view, { from, role }, { sequence, period, inWh, outWh }) {
    if (role !== 'home') return { accepted: false, reason: 'authority' };
    const meter = decodeMeter(view.get(meterKey(from)));
    if (sequence <= meter.sequence || period <= meter.period) {
      return { accepted: false, reason: 'state' };
    }
    const [allIn, allOut] = [meter.inWh + inWh, meter.outWh + outWh];
    if (!Number.isSafeInteger(allIn) || !Number.isSafeInteger(allOut)) {
      return { accepted: false, reason: 'overflow' };
    }
    const writer = new Writer().u64(sequence).u64(period).u64(allIn).u64(allOut);
    view.set(meterKey(from), writer.done());
    return { accepted: true };
  },
  meaning: (reading) => ({
    to: '',
    valueMicro: 0,
    feeMicro: 0,
    energyWh: { pv: reading.pvWh, bess: reading.bessWh, grid: reading.gridWh },
    fields: FIELDS.map((field) => [field, String(reading[field])] as const),
  }),
};
