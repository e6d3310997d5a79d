import type { CaseText } from '../decode.ts';

/** The reactive limits of the slack (0 to 10 Mvar) are as published and do not bind a slack. */
export const IEEE14: CaseText = {
  id: 'ieee14',
  name: 'IEEE 14-bus test case',
  source:
    'University of Washington Power Systems Test Case Archive, IEEE Common Data Format, 1962 ' +
    'network, 19 August 1993; taken from MATPOWER’s case14.m in 2026. MW and Mvar became kW ' +
    'and kvar by moving the decimal point; generator cost is left out.',
  baseKva: 100000,
  baseKv: 0,
  voltageMinPu: 0.94,
  voltageMaxPu: 1.06,
  powerUnit: 'MW',
  impedanceUnit: 'pu',
  buses: `
    1 s
    2 v 21.7 12.7
    3 v 94.2 19
    4 q 47.8 -3.9
    5 q 7.6 1.6
    6 v 11.2 7.5
    7 q
    8 v
    9 q 29.5 16.6 0 19
    10 q 9 5.8
    11 q 3.5 1.8
    12 q 6.1 1.6
    13 q 13.5 5.8
    14 q 14.9 5`,
  generators: `
    1 232.4 -16.9 0 10 1.06
    2 40 42.4 -40 50 1.045
    3 0 23.4 0 40 1.01
    6 0 12.2 -6 24 1.07
    8 0 17.4 -6 24 1.09`,
  branches: `
    1 2 .01938 .05917 .0528
    1 5 .05403 .22304 .0492
    2 3 .04699 .19797 .0438
    2 4 .05811 .17632 .034
    2 5 .05695 .17388 .0346
    3 4 .06701 .17103 .0128
    4 5 .01335 .04211
    4 7 0 .20912 0 .978
    4 9 0 .55618 0 .969
    5 6 0 .25202 0 .932
    6 11 .09498 .1989
    6 12 .12291 .25581
    6 13 .06615 .13027
    7 8 0 .17615
    7 9 0 .11001
    9 10 .03181 .0845
    9 14 .12711 .27038
    10 11 .08205 .19207
    12 13 .22092 .19988
    13 14 .17093 .34802`,
};
