import { PACK_KW, PANEL_WATTS_STC, type Devices } from '../../scenario/scenario.ts';

/** kW that panels in full sun and packs give together, at one bus or in all. */
export const sizeKw = ({ panels, packs }: Pick<Devices, 'panels' | 'packs'>): number =>
  (panels * PANEL_WATTS_STC) / 1000 + packs * PACK_KW;
