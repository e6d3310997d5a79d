/**
 * The diverging voltage scale: grey at 1.0 pu, towards vermilion below and blue above. In steps,
 * as classes, because the page's security policy forbids style attributes.
 */
import { type CSSResult, unsafeCSS } from 'lit';

// Full colour at 0.1 pu from nominal: both ends of what a feeder sees.
const FULL_COLOUR_PU = 0.1;
const STEPS = 10;

/** The class that gives a bus its `--bus` colour. */
export function voltageClass(voltagePu: number | null): string {
  if (voltagePu === null) return 'volt-none';
  const share = Math.min(1, Math.abs(voltagePu - 1) / FULL_COLOUR_PU);
  return `volt-${voltagePu < 1 ? 'low' : 'high'}-${Math.round(share * STEPS)}`;
}

const rule = (end: 'low' | 'high', step: number): string =>
  `.volt-${end}-${step} { --bus: color-mix(in oklab, var(--volt-${end}) ` +
  `${(step / STEPS) * 100}%, var(--volt-mid)); }`;

/** Made of the words above alone, never of anything that was read. */
export const voltageColours: CSSResult = unsafeCSS(
  Array.from({ length: STEPS + 1 }, (_, step) => `${rule('low', step)} ${rule('high', step)}`).join(
    '\n',
  ) + '.volt-none { --bus: var(--rule-strong); }',
);
