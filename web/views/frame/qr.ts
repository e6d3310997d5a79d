/** An address as a code that a phone can read from the wall: black on white in every theme. */
import { html, type TemplateResult } from 'lit';
import { encode } from 'uqr';

/** Above this the squares get too small for the back row. */
const LENGTH_MAX = 900;
const QUIET = 3;

/** null when the text is too long to be read. */
export function qrPicture(text: string, label: string): TemplateResult | null {
  if (text.length > LENGTH_MAX) return null;
  const { data, size } = encode(text, { ecc: text.length < 300 ? 'M' : 'L', border: QUIET });
  const runs = data.flatMap((row, y) =>
    row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).filter((run) => run !== ''),
  );
  return html`<svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${label}>
    <path fill="#fff" d="M0 0h${size}v${size}H0z" />
    <path fill="#000" shape-rendering="crispEdges" d=${runs.join('')} />
  </svg>`;
}
