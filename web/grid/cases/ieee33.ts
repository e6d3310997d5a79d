import type { CaseText } from '../decode.ts';

/** The last five branches are the tie lines, open. */
export const IEEE33: CaseText = {
  id: 'ieee33',
  name: '33-bus feeder of Baran and Wu',
  source:
    'MATPOWER’s case33bw.m, taken in 2026, after M. E. Baran and F. F. Wu, Network ' +
    'reconfiguration in distribution systems, IEEE Transactions on Power Delivery 4(2), 1989. ' +
    'Loads in kW and impedances in Ω are as printed; Ω became per unit on 12.66 kV and 10 ' +
    'MVA.',
  baseKva: 10000,
  baseKv: 12.66,
  voltageMinPu: 0.9,
  voltageMaxPu: 1.1,
  powerUnit: 'kW',
  impedanceUnit: 'ohm',
  buses: `
    1 s 0 0 0 0 12.66 1 1
    2 q 100 60
    3 q 90 40
    4 q 120 80
    5 q 60 30
    6 q 60 20
    7 q 200 100
    8 q 200 100
    9 q 60 20
    10 q 60 20
    11 q 45 30
    12 q 60 35
    13 q 60 35
    14 q 120 80
    15 q 60 10
    16 q 60 20
    17 q 60 20
    18 q 90 40
    19 q 90 40
    20 q 90 40
    21 q 90 40
    22 q 90 40
    23 q 90 50
    24 q 420 200
    25 q 420 200
    26 q 60 25
    27 q 60 25
    28 q 60 20
    29 q 120 70
    30 q 200 600
    31 q 150 70
    32 q 210 100
    33 q 60 40`,
  generators: `
    1 0 0 -10000 10000 1`,
  branches: `
    1 2 .0922 .047
    2 3 .493 .2511
    3 4 .366 .1864
    4 5 .3811 .1941
    5 6 .819 .707
    6 7 .1872 .6188
    7 8 .7114 .2351
    8 9 1.03 .74
    9 10 1.044 .74
    10 11 .1966 .065
    11 12 .3744 .1238
    12 13 1.468 1.155
    13 14 .5416 .7129
    14 15 .591 .526
    15 16 .7463 .545
    16 17 1.289 1.721
    17 18 .732 .574
    2 19 .164 .1565
    19 20 1.5042 1.3554
    20 21 .4095 .4784
    21 22 .7089 .9373
    3 23 .4512 .3083
    23 24 .898 .7091
    24 25 .896 .7011
    6 26 .203 .1034
    26 27 .2842 .1447
    27 28 1.059 .9337
    28 29 .8042 .7006
    29 30 .5075 .2585
    30 31 .9744 .963
    31 32 .3105 .3619
    32 33 .341 .5302
    21 8 2 2 0 1 0 0
    9 15 2 2 0 1 0 0
    12 22 2 2 0 1 0 0
    18 33 .5 .5 0 1 0 0
    25 29 .5 .5 0 1 0 0`,
};
