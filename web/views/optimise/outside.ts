import { html, nothing, type TemplateResult } from 'lit';
import { words as all } from '../../strings/en/optimise.ts';
import { formatNumber } from '../chart/number.ts';
import { domains, inside, type ProjectionInput } from './projection.ts';

const words = all.front;

/** The stars that lie beyond what the axes show, in figures. */
export function outside(input: ProjectionInput | null): TemplateResult | typeof nothing {
  if (input === null || input.front.length === 0) return nothing;
  const shown = domains(input);
  const beyond = input.stars.filter((star) => !inside(star.design, shown));
  if (beyond.length === 0) return nothing;
  return html`<div class="outside soft">
    ${words.outsideLead}
    <ul>
      ${beyond.map(({ id, design }) => {
        const name = design.feasible ? words.star[id] : words.starBreaks(words.star[id]);
        return html`<li>
          ★
          ${words.outside({
            name,
            cost: formatNumber(design.costUsdPerHour, 1),
            deviation: formatNumber(design.voltageDeviationPu, 3),
            loss: formatNumber(design.apparentLossKva, 1),
          })}
        </li>`;
      })}
    </ul>
  </div>`;
}
