/** The year's map: cells on a canvas, the rest above them as SVG. Colours from the tokens. */
import { css } from 'lit';

export const mapStyle = css`
  :host {
    /* Of the map alone: ends of the scales, and the pale middle that all of them start from. */
    --map-middle: color-mix(in oklab, var(--volt-mid) 14%, var(--ground));
    --map-low: var(--volt-low);
    --map-low-deep: color-mix(in oklab, var(--volt-low) 65%, var(--ink));
    --map-high: var(--volt-high);
    --map-high-deep: color-mix(in oklab, var(--volt-high) 65%, var(--ink));
    --map-load: var(--load);
    --map-load-half: color-mix(in oklab, var(--load) 50%, var(--map-middle));
    --map-sun: var(--energy);
    --map-sun-half: var(--energy-fill);
    --map-curtailed: var(--candidate);
    --map-curtailed-half: color-mix(in oklab, var(--candidate) 50%, var(--map-middle));
    --map-loss: var(--ink);
    --map-loss-half: color-mix(in oklab, var(--ink) 50%, var(--map-middle));
    --map-charge: var(--energy);
    --map-discharge: var(--pack);
    --map-discharge-half: color-mix(in oklab, var(--pack) 50%, var(--map-middle));
    --map-export: var(--energy);
    --map-import: var(--load);
  }
  /* The two sides of a scale must still be told apart where there are only system colours. */
  @media (forced-colors: active) {
    :host {
      --map-middle: Canvas;
      --map-low: color-mix(in oklab, CanvasText 60%, Canvas);
      --map-low-deep: CanvasText;
      --map-high: color-mix(in oklab, LinkText 60%, Canvas);
      --map-high-deep: LinkText;
      --map-charge: LinkText;
      --map-export: LinkText;
      --map-sun-half: color-mix(in oklab, CanvasText 50%, Canvas);
    }
    .probe,
    svg {
      forced-color-adjust: none;
    }
  }
  .probe {
    position: absolute;
    visibility: hidden;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 18px;
  }
  .head h3 {
    flex: none;
  }
  .head .pick {
    display: inline-flex;
    gap: 6px;
    align-items: center;
  }
  .head gl-chart-tools {
    margin-inline-start: auto;
  }
  .readout {
    max-inline-size: none;
  }
  /* There it would be cut off behind the finding. */
  @container (max-width: 66em) {
    .hint {
      display: none;
    }
  }
  /* The choice says the same in a smaller place. */
  @container (max-width: 34em) {
    .head h3 {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  .box {
    aspect-ratio: auto;
    block-size: var(--map-height, clamp(16em, 38vh, 30em));
    cursor: crosshair;
  }
  .box.as-table {
    cursor: auto;
  }
  canvas {
    position: absolute;
    image-rendering: pixelated;
    background: var(--panel);
  }
  .as-table canvas {
    visibility: hidden;
  }
  .as-table table {
    inline-size: auto;
  }
  .cells {
    visibility: hidden;
  }
  .frame {
    fill: none;
    stroke: var(--rule-strong);
    stroke-width: 1;
  }
  .tick {
    stroke: var(--rule-strong);
    stroke-width: 1;
  }
  .hatched {
    stroke: none;
  }
  .hatch-ground {
    fill: var(--ground);
  }
  .hatch-line {
    fill: var(--ink);
  }
  .cross {
    fill: none;
    stroke: var(--breach);
    stroke-width: 1.25;
  }
  .halo {
    fill: none;
    stroke: var(--ground);
    stroke-width: calc(var(--line) * 2.6);
  }
  .now {
    stroke: var(--ink);
    stroke-width: var(--line);
  }
  .dot {
    fill: var(--select);
    stroke: var(--ground);
    stroke-width: var(--line);
  }
  .here {
    fill: none;
    stroke: var(--ink);
    stroke-width: var(--line);
  }
  .scale text {
    fill: var(--ink-soft);
  }
  .empty {
    margin: 0;
    padding-inline: 2em;
    text-align: center;
    max-inline-size: none;
  }
`;
