/** Styles of the one-line diagram; colours only through the page's tokens. */
import { css } from 'lit';

export const feederStyle = css`
  :host {
    display: block;
    position: relative;
    min-width: 0;
    color: var(--ink);
    font: var(--size-s) / 1.35 var(--font);
    font-variant-numeric: tabular-nums;
  }
  .box {
    position: relative;
    width: 100%;
    aspect-ratio: var(--feeder-aspect, 16 / 9);
    min-height: var(--feeder-least, calc(var(--size-s) * 26));
    max-height: var(--feeder-height, 70vh);
    border-radius: var(--radius);
    overflow: hidden;
    user-select: none;
  }
  .box:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
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
    direction: ltr;
  }
  .zoomed svg {
    touch-action: none;
    cursor: grab;
  }
  text {
    fill: var(--ink);
    font-family: var(--font);
    font-size: var(--size-s);
    paint-order: stroke;
    stroke: var(--ground);
    stroke-width: 3px;
    stroke-linejoin: round;
    pointer-events: none;
  }
  .id {
    font-weight: 600;
  }
  .label.breach,
  text.breach {
    fill: var(--breach);
  }
  .power,
  .open text {
    fill: var(--ink-soft);
  }
  .wire {
    fill: none;
    stroke: var(--ink);
    stroke-opacity: 0.82;
    stroke-linejoin: round;
  }
  .arrow {
    fill: var(--ink);
    stroke: var(--ground);
    stroke-width: 1;
  }
  .flow {
    fill: none;
    stroke: var(--energy-fill);
    stroke-dasharray: 4 10;
    stroke-linecap: round;
    animation: flow 0.9s linear infinite;
  }
  .flow.back {
    animation-direction: reverse;
  }
  @keyframes flow {
    to {
      stroke-dashoffset: -28;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .flow {
      display: none;
    }
  }
  .dead .wire {
    stroke: var(--rule-strong);
  }
  .open .wire {
    stroke-dasharray: 3 6;
  }
  .switch {
    fill: none;
    stroke: var(--ink);
    stroke-width: 2;
  }
  .over .wire {
    stroke: var(--breach);
  }
  .halo {
    fill: none;
    stroke: none;
  }
  .hovered > .halo {
    stroke: var(--rule);
  }
  .bus.hovered > .halo {
    fill: var(--rule);
  }
  .selected > path.halo {
    stroke: var(--select);
    stroke-opacity: 0.4;
  }
  .bus.selected > .halo {
    stroke: var(--select);
    stroke-width: 2.5;
  }
  .dot {
    fill: var(--bus);
    stroke: var(--ground);
    stroke-width: 1.5;
  }
  .bus.dead .dot {
    fill: var(--ground);
    stroke: var(--rule-strong);
    stroke-dasharray: 2 2;
  }
  .ring {
    fill: none;
    stroke: var(--bus);
    stroke-width: 1.5;
  }
  .wave {
    fill: none;
    stroke: var(--ground);
    stroke-width: 1.75;
  }
  .warn {
    stroke: var(--breach);
    stroke-width: 1.25;
  }
  .hatch-line {
    fill: var(--breach);
  }
  .shade {
    fill: var(--ground);
    stroke: var(--rule-strong);
    stroke-width: 1;
  }
  .bar.load {
    --tone: var(--load);
  }
  .bar.pv {
    --tone: var(--pv);
  }
  .bar.pack {
    --tone: var(--pack);
  }
  .stand {
    fill: none;
    stroke: var(--rule-strong);
    stroke-width: 1;
  }
  .size {
    fill: var(--ground);
    stroke: var(--tone);
    stroke-width: 1;
  }
  .now {
    fill: var(--tone);
  }
  .foot {
    stroke: var(--tone);
    stroke-width: 1.5;
  }
  .knob {
    fill: var(--tone);
    stroke: var(--ground);
    stroke-width: 1.25;
  }
  .handle {
    fill: transparent;
    cursor: ns-resize;
    touch-action: none;
  }
  .hit {
    fill: transparent;
    cursor: pointer;
  }
  .hit-line {
    fill: none;
    stroke: transparent;
    stroke-width: 24px;
    cursor: pointer;
  }
  .told {
    min-height: 2.7em;
    margin: 0;
    padding: 2px 0;
    color: var(--ink-soft);
  }
  .told b {
    color: var(--ink);
    font-weight: 600;
  }
  .zoom {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    justify-content: flex-end;
  }
  .zoom button {
    min-width: var(--target);
    min-height: var(--target);
    padding: 0 var(--gap);
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--ground);
    color: var(--ink);
    font: inherit;
    cursor: pointer;
  }
  .zoom button:disabled {
    border-color: var(--rule);
    color: var(--ink-soft);
  }
  button:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  .foot-row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap);
    align-items: start;
    justify-content: space-between;
    min-block-size: var(--target);
  }
  @media (forced-colors: active) {
    .wire,
    .switch,
    .warn,
    .ring,
    .foot,
    .size {
      stroke: CanvasText;
    }
    .arrow,
    .now,
    .knob,
    .hatch-line {
      fill: CanvasText;
    }
    .dot {
      fill: Canvas;
      stroke: CanvasText;
    }
    text {
      fill: CanvasText;
      stroke: Canvas;
    }
    .wave {
      stroke: CanvasText;
    }
    .flow {
      stroke: Highlight;
    }
  }
`;
