/** Pictures as files that carry where they come from: SVG with metadata, PNG with a text chunk. */
import type { Provenance } from './series.ts';
import { provenanceLine } from './table.ts';

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

// What a style sheet sets on our pictures; written out so that the file looks the same alone.
const STYLED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
] as const;

// Mixed colours come back as oklab(), which few programs but browsers can read.
function plainColour(value: string): string {
  if (!/^(oklab|color)\(/.test(value)) return value;
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return value;
  context.fillStyle = value;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

function writeStyles(source: Element, target: Element): void {
  const style = getComputedStyle(source);
  for (const name of STYLED) {
    const value = style.getPropertyValue(name);
    if (value !== '' && !value.startsWith('url(')) target.setAttribute(name, plainColour(value));
  }
  target.removeAttribute('class');
  for (let at = 0; at < source.children.length; at += 1) {
    const [from, to] = [source.children[at], target.children[at]];
    if (from && to) writeStyles(from, to);
  }
}

/** The colour of the ground where `svg` stands; the token itself holds a light and a dark one. */
function groundOf(svg: SVGSVGElement): string {
  const probe = document.createElementNS(SVG_NAMESPACE, 'g');
  probe.style.fill = 'var(--ground, #fff)';
  svg.append(probe);
  const { fill } = getComputedStyle(probe);
  probe.remove();
  return plainColour(fill);
}

/** The picture alone, styled as on the screen, its origin in `<metadata>` and a first comment. */
export function svgOf(svg: SVGSVGElement, provenance: Provenance): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  writeStyles(svg, copy);
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  for (const cursor of copy.querySelectorAll('[data-cursor]')) cursor.remove();
  const paper = document.createElementNS(SVG_NAMESPACE, 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', groundOf(svg));
  const metadata = document.createElementNS(SVG_NAMESPACE, 'metadata');
  metadata.textContent = JSON.stringify(provenance);
  copy.prepend(metadata, paper);
  const note = provenanceLine(provenance).replaceAll('--', '- -');
  return `<!-- ${note} -->\n${new XMLSerializer().serializeToString(copy)}\n`;
}

// CRC-32 as PNG wants it: ISO 3309, polynomial 0xedb88320 (PNG specification, 3rd edition, §5.5).
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const PNG_HEADER_BYTES = 33;

/** A copy of the PNG with an iTXt chunk right behind its header. */
function withText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  // Keyword, end mark, not compressed, no language, no translated keyword, text.
  const body = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, PNG_HEADER_BYTES));
  whole.set(chunk, PNG_HEADER_BYTES);
  whole.set(png.subarray(PNG_HEADER_BYTES), PNG_HEADER_BYTES + chunk.length);
  return whole;
}

const PNG_SCALE = 2;

/** The SVG drawn at twice its size; null when the browser refuses. */
export async function pngOf(
  svg: SVGSVGElement,
  provenance: Provenance,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const { width, height } = svg.viewBox.baseVal;
  const address = URL.createObjectURL(
    new Blob([svgOf(svg, provenance)], { type: 'image/svg+xml' }),
  );
  const image = new Image();
  const loaded = new Promise<boolean>((resolve) => {
    image.onload = () => resolve(true);
    image.onerror = () => resolve(false);
  });
  image.src = address;
  const drawn = await loaded;
  URL.revokeObjectURL(address);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * PNG_SCALE);
  canvas.height = Math.round(height * PNG_SCALE);
  const context = canvas.getContext('2d');
  if (!drawn || !context) return null;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) return null;
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return withText(bytes, 'Description', provenanceLine(provenance));
}

/** A file name that every system takes: "gridledger-voltage-over-distance.csv". */
export const fileName = (title: string, extension: string): string => {
  const slug = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return `gridledger-${slug === '' ? 'chart' : slug}.${extension}`;
};

/** Hands a file, or its pieces, to the browser's downloads. */
export function download(
  name: string,
  type: string,
  data: readonly string[] | string | Uint8Array<ArrayBuffer>,
): void {
  const parts = typeof data === 'string' || data instanceof Uint8Array ? [data] : [...data];
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The browser reads the address after this task; a minute is ample for it to begin.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
