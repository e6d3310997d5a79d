/** Buttons, fields, popovers and dialogs as every part of the frame wears them. */
import { css } from 'lit';

export const controls = css`
  :host {
    color: var(--ink);
    font-family: var(--font);
    font-size: var(--size-s);
  }
  [hidden] {
    display: none !important;
  }
  .icon {
    inline-size: 1.35em;
    block-size: 1.35em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  button,
  .button,
  select,
  input,
  textarea {
    box-sizing: border-box;
    color: inherit;
    font: inherit;
    font-variant-numeric: tabular-nums;
    border-radius: var(--radius);
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-inline-size: var(--target);
    min-block-size: var(--target);
    padding: 0 8px;
    border: 1px solid transparent;
    background: none;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
  }
  button:hover:not(:disabled),
  .button:hover {
    background: var(--panel);
    border-color: var(--rule-strong);
  }
  button:disabled {
    color: var(--ink-soft);
    opacity: 0.55;
    cursor: default;
  }
  button.framed,
  .button.framed {
    border-color: var(--rule-strong);
    padding-inline: 12px;
  }
  button.main {
    background: var(--select);
    border-color: var(--select);
    color: var(--on-select);
    padding-inline: 14px;
  }
  button.main:hover:not(:disabled) {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--ground);
  }
  button[aria-pressed='true'] {
    border-color: var(--select);
    color: var(--select);
  }
  select,
  input:not([type='checkbox'], [type='radio'], [type='range']),
  textarea {
    min-block-size: var(--target);
    padding: 0 8px;
    border: 1px solid var(--rule-strong);
    background: var(--ground);
  }
  /* A long option must not widen the page. */
  select {
    max-inline-size: 100%;
    text-overflow: ellipsis;
  }
  input[aria-invalid='true'] {
    border: 2px solid var(--breach);
  }
  input[type='checkbox'],
  input[type='radio'] {
    inline-size: 1.15em;
    block-size: 1.15em;
    margin: 0;
  }
  label.tick {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: var(--target);
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  a {
    color: var(--select);
  }
  kbd,
  code,
  .hash {
    font-family: var(--mono);
    font-size: max(var(--small), 0.95em);
  }
  kbd {
    padding: 1px 6px;
    border: 1px solid var(--rule-strong);
    border-radius: var(--radius);
    background: var(--panel);
  }
  .soft {
    color: var(--ink-soft);
  }
  .unit {
    color: var(--ink-soft);
    font-size: var(--small);
  }
  .silent {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* The tokens are the system's colours already; its backplate would hide the words. */
  @media (forced-colors: active) {
    button.main {
      forced-color-adjust: none;
    }
    button.main:disabled {
      border-color: GrayText;
      background: Canvas;
      color: GrayText;
      opacity: 1;
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`;

export const sheets = css`
  dialog,
  [popover] {
    box-sizing: border-box;
    border: 1px solid var(--rule-strong);
    border-radius: 8px;
    background: var(--ground);
    color: var(--ink);
    box-shadow: var(--elevation);
    font-size: var(--size-s);
  }
  dialog {
    inline-size: min(var(--sheet), calc(100vw - 24px));
    max-block-size: calc(100dvh - 24px);
    padding: 0;
    overflow: auto;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  dialog .head {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 12px 12px 8px 20px;
    background: var(--ground);
  }
  dialog h2 {
    margin: 0;
    font-size: var(--size-l);
    font-weight: var(--weight-strong);
  }
  dialog h3 {
    margin: 20px 0 4px;
    font-size: var(--size-m);
    font-weight: var(--weight-strong);
  }
  dialog .body {
    padding: 0 20px 20px;
  }
  dialog p {
    margin: 4px 0 8px;
    max-inline-size: 65ch;
  }
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 12px;
    max-inline-size: calc(100vw - 16px);
    max-block-size: calc(100dvh - 80px);
    overflow: auto;
  }
`;
