import { defaultScenario, THESIS_DEVICES } from '../../scenario/default.ts';
import { PACK_KWH } from '../../scenario/scenario.ts';
import { DEVICES, type PrintedDevices } from '../printed.ts';
import type { Row, Table } from '../row.ts';

const STRAY_ZERO =
  'A 0 too many is printed: 2703.406 kW follows the other rows, 20703.406 kW is over six times ' +
  'the whole load.';

function panels({ bus, pvKw, appPvKw, appForecastKw }: PrintedDevices): Row {
  return {
    quantity: `panels at bus ${bus}, as what the app leaves after the own load`,
    unit: 'kW',
    published: pvKw,
    digits: 3,
    ours: () => appPvKw - appForecastKw,
    tolerance: 2.001,
    toleranceWhy: 'The print departs from the app by 0.1, 1 or 2 kW, without a reason given.',
    finding: 'reproduced with correction',
    reason:
      bus === 9
        ? STRAY_ZERO
        : 'It is the installed power less the user’s forecast load, not the installed power.',
  };
}

function packs({ bus, packKwh, appPackKwh }: PrintedDevices): Row {
  return {
    quantity: `packs at bus ${bus}, as the app’s battery column`,
    unit: 'kWh',
    published: packKwh,
    digits: 4,
    ours: () => appPackKwh,
    tolerance: 1.001,
    toleranceWhy: 'The print departs from the app by up to 1 kWh, without a reason given.',
    finding: 'reproduced with correction',
    reason:
      bus === 9
        ? 'The app shows 20809.2 kWh, a slip for 2809.2 that runs through its figures.'
        : 'It is the battery column of the app, which equals the installed panels in kW.',
  };
}

export const TABLE_7: Table = {
  id: 'table-7',
  title: 'Table 7, the allocation',
  about: 'Printed panels and packs against the app’s own figures, from which they come.',
  stochastic: false,
  scenario: {
    ...defaultScenario(),
    moment: 'noon',
    powerFactor: 0.92,
    devices: THESIS_DEVICES.map((each) => ({ ...each, packs: 0 })),
  },
  rows: [
    ...DEVICES.map(panels),
    ...DEVICES.map(packs),
    {
      quantity: 'packs of 210 kWh per bus',
      unit: '',
      published: null,
      publishedWords: 'a whole number of packs at each bus is what the search decides on',
      digits: 0,
      ours: () => null,
      oursWords: () =>
        DEVICES.map(({ bus, packKwh }) => `${(packKwh / PACK_KWH).toFixed(2)} at ${bus}`).join(
          ', ',
        ),
      agrees: () => DEVICES.every(({ packKwh }) => Number.isInteger(packKwh / PACK_KWH)),
      tolerance: 0,
      toleranceWhy: 'Packs are counted.',
      finding: 'reproduced with correction',
      reason: 'No entry is a multiple of 210 kWh, so the table is not the decision of the search.',
    },
  ],
};
