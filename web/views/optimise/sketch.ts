import { svg, html, type TemplateResult } from 'lit';

/** A faint front for the empty view: a convex curve of dots with a scatter behind it. No data. */
const FRONT = Array.from({ length: 15 }, (_, at) => {
  const x = 60 + at * 26;
  return [x, 255 - 14_000 / (x + 10)] as const;
});
// Steps of the golden ratio spread points evenly without a pattern that the eye would read.
const CLOUD = Array.from({ length: 48 }, (_, at) => {
  const x = 90 + 350 * ((at * 0.618034) % 1);
  return [x, 235 - 14_000 / (x + 10) - 110 * ((at * 0.754878) % 1)] as const;
});

export const sketch = (): TemplateResult =>
  html`<svg class="sketch" viewBox="0 0 480 300" aria-hidden="true" focusable="false">
    <path d="M40 20V270H470" fill="none" stroke="currentColor" stroke-width="1"></path>
    <g fill="none" stroke="currentColor" opacity="0.5">
      ${CLOUD.map(([x, y]) => svg`<circle cx=${x} cy=${y} r="2.5"></circle>`)}
    </g>
    <g fill="currentColor">
      ${FRONT.map(([x, y]) => svg`<circle cx=${x} cy=${y} r="4"></circle>`)}
    </g>
  </svg>`;
