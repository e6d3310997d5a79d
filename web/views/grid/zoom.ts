/** Buttons that enlarge and move a large diagram, so that no gesture is needed. */
import { html, type TemplateResult } from 'lit';
import { feeder } from '../../strings/en/grid.ts';

export const ZOOM_MAX = 8;
const ZOOM_STEP = 1.5;
const PAN_SHARE = 0.25;

export interface Zoom {
  readonly zoom: number;
  readonly centre: readonly [number, number];
  readonly onZoom: (zoom: number) => void;
  readonly onMove: (centre: readonly [number, number]) => void;
}

export function zoomButtons({ zoom, centre, onZoom, onMove }: Zoom): TemplateResult {
  const step = PAN_SHARE / zoom;
  const [x, y] = centre;
  const whole = zoom === 1;
  const button = (sign: string, name: string, act: () => void): TemplateResult => {
    const disabled = sign === '+' ? zoom >= ZOOM_MAX : whole;
    return html`<button type="button" aria-label=${name} ?disabled=${disabled} @click=${act}>
      ${sign}
    </button>`;
  };
  return html`<div class="zoom" role="group" aria-label=${feeder.zoomLabel}>
    ${button('+', feeder.zoomIn, () => onZoom(zoom * ZOOM_STEP))}
    ${button('−', feeder.zoomOut, () => onZoom(zoom / ZOOM_STEP))}
    ${button('←', feeder.panLeft, () => onMove([x - step, y]))}
    ${button('→', feeder.panRight, () => onMove([x + step, y]))}
    ${button('↑', feeder.panUp, () => onMove([x, y - step]))}
    ${button('↓', feeder.panDown, () => onMove([x, y + step]))}
  </div>`;
}
