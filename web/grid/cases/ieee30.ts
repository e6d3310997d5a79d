import type { CaseText } from '../decode.ts';

/** The test case of the archive, not the 30-bus variant of the optimal power flow literature. */
export const IEEE30: CaseText = {
  id: 'ieee30',
  name: 'IEEE 30-bus test case',
  source:
    'University of Washington Power Systems Test Case Archive, IEEE Common Data Format, 1961 ' +
    'network, 20 August 1993; taken from MATPOWER’s case_ieee30.m in 2026. MW and Mvar became ' +
    'kW and kvar by moving the decimal point; generator cost is left out.',
  baseKva: 100000,
  baseKv: 33,
  voltageMinPu: 0.94,
  voltageMaxPu: 1.06,
  powerUnit: 'MW',
  impedanceUnit: 'pu',
  buses: `
    1 s 0 0 0 0 132
    2 v 21.7 12.7 0 0 132
    3 q 2.4 1.2 0 0 132
    4 q 7.6 1.6 0 0 132
    5 v 94.2 19 0 0 132
    6 q 0 0 0 0 132
    7 q 22.8 10.9 0 0 132
    8 v 30 30 0 0 132
    9 q 0 0 0 0 1
    10 q 5.8 2 0 19
    11 v 0 0 0 0 11
    12 q 11.2 7.5
    13 v 0 0 0 0 11
    14 q 6.2 1.6
    15 q 8.2 2.5
    16 q 3.5 1.8
    17 q 9 5.8
    18 q 3.2 .9
    19 q 9.5 3.4
    20 q 2.2 .7
    21 q 17.5 11.2
    22 q
    23 q 3.2 1.6
    24 q 8.7 6.7 0 4.3
    25 q
    26 q 3.5 2.3
    27 q
    28 q 0 0 0 0 132
    29 q 2.4 .9
    30 q 10.6 1.9`,
  generators: `
    1 260.2 -16.1 0 10 1.06
    2 40 50 -40 50 1.045
    5 0 37 -40 40 1.01
    8 0 37.3 -10 40 1.01
    11 0 16.2 -6 24 1.082
    13 0 10.6 -6 24 1.071`,
  branches: `
    1 2 .0192 .0575 .0528
    1 3 .0452 .1652 .0408
    2 4 .057 .1737 .0368
    3 4 .0132 .0379 .0084
    2 5 .0472 .1983 .0418
    2 6 .0581 .1763 .0374
    4 6 .0119 .0414 .009
    5 7 .046 .116 .0204
    6 7 .0267 .082 .017
    6 8 .012 .042 .009
    6 9 0 .208 0 .978
    6 10 0 .556 0 .969
    9 11 0 .208
    9 10 0 .11
    4 12 0 .256 0 .932
    12 13 0 .14
    12 14 .1231 .2559
    12 15 .0662 .1304
    12 16 .0945 .1987
    14 15 .221 .1997
    16 17 .0524 .1923
    15 18 .1073 .2185
    18 19 .0639 .1292
    19 20 .034 .068
    10 20 .0936 .209
    10 17 .0324 .0845
    10 21 .0348 .0749
    10 22 .0727 .1499
    21 22 .0116 .0236
    15 23 .1 .202
    22 24 .115 .179
    23 24 .132 .27
    24 25 .1885 .3292
    25 26 .2544 .38
    25 27 .1093 .2087
    28 27 0 .396 0 .968
    27 29 .2198 .4153
    27 30 .3202 .6027
    29 30 .2399 .4533
    8 28 .0636 .2 .0428
    6 28 .0169 .0599 .013`,
};
