import { css } from 'lit';

export const shellStyle = css`
  :host {
    display: grid;
    grid-template: auto auto 1fr auto / minmax(0, 1fr);
    min-block-size: 100dvh;
    font-size: var(--size-m);
  }
  [role='navigation'] {
    position: absolute;
  }
  .skip {
    position: absolute;
    z-index: 40;
    inset: 8px auto auto 8px;
    inline-size: max-content;
    padding: 8px 16px;
    background: var(--ground);
    clip-path: inset(50%);
  }
  .skip:focus {
    clip-path: none;
  }
  gl-top-bar {
    position: sticky;
    inset-block-start: 0;
    z-index: 11;
  }
  nav {
    position: sticky;
    inset-block-start: var(--bar-top);
    z-index: 10;
    display: flex;
    box-sizing: border-box;
    min-block-size: var(--bar-tabs);
    padding-inline: calc(var(--margin) - 12px);
    border-block-end: 1px solid var(--rule);
    background: var(--ground);
  }
  nav a {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    padding: 3px 12px;
    color: var(--ink-soft);
    text-decoration: none;
  }
  nav a:hover {
    color: var(--ink);
  }
  nav a[aria-current] {
    color: var(--ink);
    font-weight: var(--weight-strong);
    padding-block-end: 0;
    border-block-end: 3px solid var(--select);
  }
  nav a:focus-visible {
    outline-offset: -3px;
  }
  nav .icon {
    display: none;
  }
  main {
    display: block;
    min-inline-size: 0;
    outline: none;
  }
  .intro {
    display: flex;
    align-items: start;
    gap: 8px;
    padding: 10px var(--margin) 0;
  }
  .intro button {
    margin-inline-start: auto;
    flex: none;
  }
  gl-time-bar {
    position: sticky;
    inset-block-end: 0;
    z-index: 9;
  }
  .failed {
    margin: 24px var(--margin);
    padding: 12px 16px;
    border-inline-start: 4px solid var(--breach);
    background: var(--panel);
  }
  .failed h2 {
    margin: 0 0 4px;
    font-size: var(--size-l);
  }
  .failed p,
  .wait {
    margin: 0;
    max-inline-size: 65ch;
  }
  .wait {
    padding: 24px var(--margin);
    color: var(--ink-soft);
  }
  .alone {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    margin: 0;
    padding: 6px var(--margin);
    font-size: var(--size-s);
  }
  .alone span {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .mark {
    inline-size: 24px;
    block-size: 24px;
  }
  .mark-sun {
    fill: var(--energy-fill);
    stroke: var(--energy);
    stroke-width: 1.5;
  }
  .mark-line {
    fill: none;
    stroke: var(--ledger);
    stroke-width: 2;
    stroke-linejoin: round;
  }
  @media (max-width: 719px) {
    :host {
      grid-template-rows: auto 1fr auto auto;
    }
    gl-top-bar {
      position: static;
    }
    gl-time-bar {
      inset-block-end: var(--bar-tabs);
    }
    nav {
      order: 1;
      inset-block: auto 0;
      padding: 0;
      padding-block-end: env(safe-area-inset-bottom);
      border-block-start: 1px solid var(--rule);
      border-block-end: 0;
    }
    nav a {
      flex: 1 1 auto;
      flex-direction: column;
      justify-content: center;
      gap: 0;
      padding: 0;
      font-size: var(--size-s);
      border-block-end: 0;
    }
    nav a[aria-current] {
      padding-block-start: 0;
      border-block-end: 0;
      border-block-start: 3px solid var(--select);
    }
    nav .icon {
      display: block;
    }
  }
  /* In half a screen, or with large letters, the view needs the room more than the bars do. */
  @media (max-height: 520px) {
    gl-top-bar,
    nav {
      position: static;
    }
  }
  @media print {
    gl-top-bar,
    nav,
    gl-time-bar,
    .intro button {
      display: none;
    }
  }
`;
