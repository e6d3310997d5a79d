import { svg, html, type TemplateResult } from 'lit';

/** A faint front for the empty view: a convex curve of dots with a scatter behind it. No data. */
const FRONT = Array.from({ length: 15 }, (_, at) => {
  const x = 60 + at * 26;
  return [x, 255 - 14_000 / (x + 10)] as const;
});
const CLOUD = Array.from({ length: 40 }, (_, at) => {
  const x = 110 + ((at * 97) % 330);
  return [x, 225 - 14_000 / (x + 10) - ((at * 53) % 90)] as const;
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
