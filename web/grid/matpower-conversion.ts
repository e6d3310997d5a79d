/**
 * The few lines of code that MATPOWER's distribution cases end with: Ω to per unit, kW to MW. They
 * are recognised by their wording (blanks and commas aside) and then applied here, never run.
 */
import { normalised } from './matlab-text.ts';

export interface Conversion {
  /** r and x are in Ω on the base voltage of the first bus. */
  readonly ohm: boolean;
  /** Pd and Qd are in kW and kvar. */
  readonly kilo: boolean;
}

export interface ConversionStep {
  readonly id: string;
  /** Steps or fields that must stand before it; 'a|b' = either. */
  readonly needs: readonly string[];
  /** Whether `text` is this step, in a file whose case variable is called `struct`. */
  readonly matches: (text: string, struct: string) => boolean;
}

/** No step is nearly as long; code of any length must not cost time. */
const TEXT_MAX = 1000;

function step(id: string, needs: readonly string[], code: string): ConversionStep {
  const wanted = normalised(code);
  const matches = (text: string, struct: string): boolean => {
    if (text.length > TEXT_MAX) return false;
    const own = struct === 'mpc' ? text : text.replaceAll(`${struct}.`, 'mpc.');
    return normalised(own) === wanted;
  };
  return { id, needs, matches };
}

export const CONVERSION_STEPS: readonly ConversionStep[] = [
  step('constants', [], 'define_constants'),
  step(
    'bus-names',
    [],
    '[PQ, PV, REF, NONE, BUS_I, BUS_TYPE, PD, QD, GS, BS, BUS_AREA, VM, VA, BASE_KV, ZONE, ' +
      'VMAX, VMIN, LAM_P, LAM_Q, MU_VMAX, MU_VMIN] = idx_bus',
  ),
  step(
    'branch-names',
    [],
    '[F_BUS, T_BUS, BR_R, BR_X, BR_B, RATE_A, RATE_B, RATE_C, TAP, SHIFT, BR_STATUS, PF, QF, ' +
      'PT, QT, MU_SF, MU_ST, ANGMIN, ANGMAX, MU_ANGMIN, MU_ANGMAX] = idx_brch',
  ),
  step('volts', ['bus', 'bus-names|constants'], 'Vbase = mpc.bus(1, BASE_KV) * 1e3'),
  step('volt-amperes', ['baseMVA'], 'Sbase = mpc.baseMVA * 1e6'),
  step(
    'ohm',
    ['branch', 'volts', 'volt-amperes', 'branch-names|constants'],
    'mpc.branch(:, [BR_R BR_X]) = mpc.branch(:, [BR_R BR_X]) / (Vbase^2 / Sbase)',
  ),
  step('kilo', ['bus', 'bus-names|constants'], 'mpc.bus(:, [PD, QD]) = mpc.bus(:, [PD, QD]) / 1e3'),
];

/** What the steps that a file took amount to. */
export function conversionOf(steps: ReadonlySet<string>): Conversion {
  return { ohm: steps.has('ohm'), kilo: steps.has('kilo') };
}
