/** The years that the thesis's annual figures are compared with, as scenarios. */
import { defaultScenario } from '../scenario/default.ts';
import { PACK_KWH, type Devices, type Scenario } from '../scenario/scenario.ts';
import { DEVICES, MODULE, PV_KW_CORRECTED, YEAR } from './printed.ts';

export interface YearGiven {
  /** Table 7's panels alone, or with its packs; bus 9 corrected. Default: nothing is placed. */
  readonly devices?: 'panels' | 'all';
  readonly baseKva?: number;
  /** Loads as Table 5's peaks make them instead of the printed annual energy. */
  readonly byPeaks?: true;
}

/**
 * Our hourly loads, scaled to the energy of Table 10 unless told otherwise, our weather over
 * Beirut, and the rule that each bus's devices serve that bus only: the thesis gives no rule, and
 * of those tried this comes nearest. Devices at power factor 0.92; panels and packs to whole ones.
 */
export function yearScenario({ devices, baseKva, byPeaks }: YearGiven): Scenario {
  const scenario = defaultScenario();
  return {
    ...scenario,
    ...(baseKva === undefined ? {} : { baseKva }),
    moment: 'year',
    powerFactor: 0.92,
    devices: devices === undefined ? [] : table7(devices === 'all'),
    year: {
      ...scenario.year,
      stepMinutes: 60,
      dispatch: 'own-bus',
      annualMwh: byPeaks === true ? 0 : YEAR.loadMwh.before,
    },
  };
}

function table7(withPacks: boolean): Devices[] {
  const panelKw = (MODULE.bestVolts * MODULE.bestAmperes) / 1000;
  return DEVICES.map(({ bus, packKwh }) => ({
    bus,
    panels: Math.round(PV_KW_CORRECTED[bus]! / panelKw),
    packs: withPacks ? Math.round(packKwh / PACK_KWH) : 0,
  }));
}
