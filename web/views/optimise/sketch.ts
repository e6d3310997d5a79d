import { svg, html, type TemplateResult } from 'lit';
import { words } from '../../strings/en/optimise.ts';

/** A faint front for the empty view: a convex curve of dots with a scatter behind it. No data. */
const FRONT = Array.from({ length: 15 }, (_, at) => {
  const x = 60 + at * 26;
  return [x, 255 - 14_000 / (x + 10)] as const;
});
// The plastic number's two steps fill a plane evenly; any other pair draws stripes.
const CLOUD = Array.from({ length: 70 }, (_, at) => {
  const x = 90 + 350 * ((0.5 + at * 0.7548777) % 1);
  return [x, 238 - 14_000 / (x + 10) - 115 * ((0.5 + at * 0.5698403) % 1)] as const;
}).filter(([, y]) => y > 22);

export const sketch = (): TemplateResult =>
  html`<svg class="sketch" viewBox="0 0 480 300" aria-hidden="true" focusable="false">
    <path d="M40 20V270H470" fill="none" stroke="currentColor" stroke-width="1"></path>
    <g fill="none" stroke="currentColor" opacity="0.5">
      ${CLOUD.map(([x, y]) => svg`<circle cx=${x} cy=${y} r="2.5"></circle>`)}
    </g>
    <g fill="currentColor">
      ${FRONT.map(([x, y]) => svg`<circle cx=${x} cy=${y} r="4"></circle>`)}
    </g>
    <g class="note">
      <text x="470" y="286" text-anchor="end">${words.front.sketch.x}</text>
      <text x="46" y="16">${words.front.sketch.y}</text>
      <text x="120" y="256">${words.front.sketch.front}</text>
      <text x="470" y="36" text-anchor="end">${words.front.sketch.tried}</text>
    </g>
  </svg>`;
