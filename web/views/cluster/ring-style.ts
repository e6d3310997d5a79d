/** Styles of the ring; colours only through the page's tokens. */
import { css } from 'lit';

export const ringStyle = css`
  :host {
    display: block;
    position: relative;
    min-inline-size: 0;
    color: var(--ink);
    font: var(--size-s) / 1.3 var(--font);
    font-variant-numeric: tabular-nums;
  }
  .box {
    position: relative;
    inline-size: 100%;
    block-size: var(--ring-height, clamp(340px, calc(var(--view-height) - 19.5em), 560px));
    min-block-size: calc(var(--size-s) * var(--ring-min-letters, 25));
    overflow: hidden;
    border-radius: var(--radius);
    user-select: none;
    touch-action: pan-y;
  }
  .box.cuttable {
    cursor: crosshair;
  }
  .box:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  .em {
    position: absolute;
    inline-size: 1em;
    block-size: 1em;
    visibility: hidden;
  }
  svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    display: block;
    direction: ltr;
  }
  text {
    fill: var(--ink);
    font-family: var(--font);
    font-size: var(--size-s);
    pointer-events: none;
  }
  .label {
    fill: var(--ink-soft);
    paint-order: stroke;
    stroke: var(--ground);
    stroke-width: 4px;
    stroke-linejoin: round;
  }
  .label .name {
    fill: var(--ink);
    font-weight: var(--weight-strong);
  }
  .number {
    fill: var(--ground);
    font-weight: var(--weight-strong);
    text-anchor: middle;
  }
  .number.open-triangle,
  .number.small,
  .number.cross,
  .number.away,
  .number.bar,
  .number.half {
    fill: var(--ink);
    paint-order: stroke;
    stroke: var(--ground);
    stroke-width: 4px;
    stroke-linejoin: round;
  }
  .link {
    stroke: var(--rule);
    stroke-width: 1.25px;
  }
  .link.cut {
    stroke: var(--rule-strong);
    stroke-dasharray: 2 4;
  }
  .bar {
    fill: none;
    stroke: var(--breach);
    stroke-width: calc(var(--line) * 1.7);
    stroke-linecap: round;
  }
  .ground {
    fill: var(--ground);
  }
  .dial {
    fill: none;
    stroke: var(--rule);
    stroke-width: 2px;
  }
  .timer {
    fill: none;
    stroke: var(--ink-soft);
    stroke-width: calc(var(--line) * 1.6);
  }
  .timer.leader {
    stroke: var(--leader);
  }
  .timer.candidate,
  .timer.pre-candidate {
    stroke: var(--candidate);
  }
  .down .dial,
  .away .dial {
    stroke-dasharray: 3 4;
  }
  .hit {
    fill: transparent;
    cursor: pointer;
    touch-action: none;
  }
  .selected .hit {
    stroke: var(--focus);
    stroke-width: 2.5px;
  }
  .knife {
    stroke: var(--breach);
    stroke-width: calc(var(--line) * 1.5);
    stroke-dasharray: 8 5;
    pointer-events: none;
  }
  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    svg {
      forced-color-adjust: none;
    }
  }
`;
