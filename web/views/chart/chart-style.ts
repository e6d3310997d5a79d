/** Styles of the chart element; colours only through the page's tokens. */
import { css } from 'lit';

export const tones = css`
  .tone-energy {
    --tone: var(--energy);
  }
  .tone-ledger {
    --tone: var(--ledger);
  }
  .tone-pv {
    --tone: var(--pv);
  }
  .tone-pack {
    --tone: var(--pack);
  }
  .tone-load {
    --tone: var(--load);
  }
  .tone-grid {
    --tone: var(--grid-supply);
  }
  .tone-ghost {
    --tone: var(--ghost);
  }
  .tone-breach {
    --tone: var(--breach);
  }
  .tone-select {
    --tone: var(--select);
  }
  @media (forced-colors: active) {
    [class*='tone-'] {
      --tone: CanvasText;
    }
  }
`;

export const tableStyle = css`
  table {
    border-collapse: collapse;
    width: 100%;
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: start;
    color: var(--ink-soft);
    padding: 0 0 var(--gap);
  }
  th,
  td {
    padding: 3px var(--gap);
    border-bottom: 1px solid var(--rule);
    font-weight: normal;
    text-align: start;
    white-space: nowrap;
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--ground);
    border-bottom-color: var(--rule-strong);
    vertical-align: bottom;
    white-space: normal;
  }
  .number {
    text-align: end;
  }
  .unit {
    color: var(--ink-soft);
    font-size: var(--small);
  }
`;

export const hiddenStyle = css`
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

export const chartStyle = css`
  :host {
    display: block;
    position: relative;
    min-width: 0;
    container-type: inline-size;
    color: var(--ink);
    font: var(--size-s) / 1.35 var(--font);
    font-variant-numeric: tabular-nums;
  }
  figure {
    margin: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
  }
  h3 {
    margin: 0;
    font-size: var(--size-s);
    font-weight: 600;
  }
  .readout {
    min-height: 1.4em;
    margin: 0;
    overflow: hidden;
    color: var(--ink-soft);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  @container (max-width: 34em) {
    .readout {
      min-height: 2.8em;
      max-height: 2.8em;
      white-space: normal;
    }
  }
  .readout b {
    color: var(--ink);
    font-weight: 600;
  }
  .box {
    position: relative;
    aspect-ratio: var(--chart-aspect, 16 / 9);
    min-height: calc(var(--size-s) * 13);
    width: 100%;
    border-radius: var(--radius);
    overflow: hidden;
  }
  .box.as-table {
    overflow: auto;
  }
  .as-table svg {
    visibility: hidden;
  }
  .as-table table {
    position: relative;
  }
  .box:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .em {
    position: absolute;
    width: 1em;
    height: 1em;
    visibility: hidden;
  }
  svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    display: block;
    touch-action: pan-y;
    direction: ltr;
  }
  text {
    fill: var(--ink-soft);
    font-family: var(--font);
    font-size: var(--size-s);
  }
  .axis line {
    stroke: var(--rule-strong);
    stroke-width: 1;
  }
  .axis .grid {
    stroke: var(--rule);
    stroke-opacity: 0.6;
  }
  .axis .title {
    fill: var(--ink);
  }
  .mark {
    fill: none;
    stroke: var(--tone);
    stroke-width: var(--line);
    stroke-linejoin: round;
  }
  .mark.points {
    fill: var(--tone);
    stroke: var(--ground);
    stroke-width: 0.75;
    /* Where marks crowd, their rims would hide them all. */
    paint-order: stroke;
  }
  .mark.points.open {
    fill: none;
    stroke: var(--tone);
    stroke-width: var(--line);
  }
  .mark.bars {
    fill: var(--tone);
    fill-opacity: 0.8;
    stroke-width: 1;
  }
  .mark.area {
    fill: var(--tone);
    fill-opacity: 0.2;
    stroke: none;
  }
  .mark.ghost {
    stroke: var(--ghost);
    stroke-width: calc(var(--line) * 0.7);
  }
  .mark.points.ghost,
  .mark.bars.ghost {
    fill: var(--ghost);
  }
  /* A cloud of the past stands behind the present one, not in front of it. */
  .mark.points.ghost {
    fill-opacity: 0.38;
    stroke: none;
  }
  .name {
    display: var(--chart-names, inline);
    fill: var(--tone);
    paint-order: stroke;
    stroke: var(--ground);
    stroke-width: 3px;
    stroke-linejoin: round;
  }
  .name.tone-ghost {
    fill: var(--ink-soft);
  }
  .dot {
    fill: var(--ground);
    stroke: var(--tone);
    stroke-width: var(--line);
  }
  .band .hatched {
    stroke: none;
  }
  .hatch-line {
    fill: var(--breach);
    fill-opacity: 0.35;
  }
  .band .plain {
    color: var(--rule);
    fill-opacity: 0.35;
  }
  .band .limit {
    stroke: var(--breach);
    stroke-width: calc(var(--line) * 0.6);
    stroke-dasharray: 4 2;
  }
  .rule {
    stroke: var(--ink);
    stroke-width: calc(var(--line) * 0.6);
  }
  .band text,
  .rule-label {
    fill: var(--ink);
    paint-order: stroke;
    stroke: var(--ground);
    stroke-width: 3px;
  }
  .chosen {
    fill: none;
    stroke: var(--select);
    stroke-width: 2.5;
  }
  .hair {
    stroke: var(--rule-strong);
    stroke-width: 1;
    stroke-dasharray: 2 2;
  }
  .here {
    fill: var(--ground);
    stroke: var(--ink);
    stroke-width: 2;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    color: var(--ink-soft);
  }
  @media (forced-colors: active) {
    .hatch-line {
      fill: CanvasText;
      fill-opacity: 1;
    }
    text,
    .name {
      fill: CanvasText;
      stroke: Canvas;
      paint-order: stroke;
    }
  }
`;
