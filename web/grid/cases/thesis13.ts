import type { CaseText } from '../decode.ts';

/**
 * Loads and categories of Table 5, lines of Table 6, limits of equation (9), one module of code
 * for both readings of Table 4.
 *
 * Base power: 1000 kVA. With it the network gives the printed voltages before optimisation with a
 * largest error of 0.0099 pu; on the stated 490 kVA no solution exists (the last one is at
 * 552.704 kVA). Base voltage: Table 4 prints 4.22 kV, but the susceptances of Table 6 fit the IEEE
 * 13-node line configurations at that feeder's 4.16 kV. Results in per unit do not depend on it.
 */
export const THESIS13: CaseText = {
  id: 'thesis13',
  name: 'The thesis’s feeder, 13 buses',
  source:
    'AUB master’s thesis, Tables 5 and 6, read off the print in 2026. Impedances as printed, ' +
    'per unit; base 1000 kVA (the stated 490 kVA has no solution) and 4.16 kV (Table 4 prints ' +
    '4.22; Table 6 fits 4.16); voltage limits of equation (9). No ratings are given.',
  baseKva: 1000,
  baseKv: 4.16,
  voltageMinPu: 0.9,
  voltageMaxPu: 1,
  powerUnit: 'kW',
  impedanceUnit: 'pu',
  buses: `
    1 s
    2 q
    3 q
    4 q 411 288
    5 q 172 122
    6 q 233 135
    7 q 1158 662
    8 q 181 155
    9 q 842 461
    10 q
    11 q 191 83
    12 q
    13 q 127 85`,
  generators: `
    1 0 0 -10000 10000 1`,
  branches: `
    1 2 .015 .015 6.12e-5
    2 3 .004 .004 1.53e-5
    3 4 .004 .004 1.53e-5
    2 5 .004 .004 1.53e-5
    5 6 .002 .002 9.17e-6
    2 7 .015 .015 6.12e-5
    7 8 .002 .002 9.17e-6
    8 9 .004 .004 1.53e-5
    7 10 .002 .002 9.17e-6
    10 11 .002 .002 9.17e-6
    10 13 .006 .006 2.45e-5
    7 12 .007 .007 3.06e-5`,
  categories: {
    4: 'commercial',
    5: 'residential',
    6: 'residential',
    7: 'commercial',
    8: 'residential',
    9: 'industrial',
    11: 'residential',
    13: 'residential',
  },
};

/** Table 4 taken at its word: 490 kVA and 4.22 kV. No method finds a solution, and none exists. */
export const THESIS13_490: CaseText = {
  ...THESIS13,
  id: 'thesis13-490',
  name: 'The thesis’s feeder at its stated base, 490 kVA (has no solution)',
  source:
    'AUB master’s thesis, Tables 4 to 6 exactly as printed, read in 2026: base 490 kVA and ' +
    '4.22 kV. Beyond the voltage collapse, which lies at a base of 552.704 kVA.',
  baseKva: 490,
  baseKv: 4.22,
};
