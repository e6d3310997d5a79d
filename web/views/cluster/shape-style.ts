/** How seats and messages are tinted; their shapes alone already tell them apart. */
import { css } from 'lit';

export const messageStyle = css`
  .message {
    fill: var(--ledger);
    stroke: var(--ground);
    stroke-width: 1.25px;
    vector-effect: non-scaling-stroke;
  }
  .message.light {
    fill: var(--ground);
    stroke: var(--ledger);
    stroke-width: 1.75px;
  }
  .held {
    fill: none;
    stroke: var(--ink);
    stroke-width: 2.5px;
  }
`;

export const seatStyle = css`
  .form {
    stroke: var(--ground);
    stroke-width: 1.5px;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  .form.star {
    fill: var(--leader);
  }
  .form.triangle {
    fill: var(--candidate);
  }
  .form.open-triangle {
    fill: var(--ground);
    stroke: var(--candidate);
    stroke-width: 2.5px;
  }
  .form.circle {
    fill: var(--follower);
  }
  .form.small {
    fill: var(--ground);
    stroke: var(--follower);
    stroke-width: 3px;
  }
  .form.half {
    fill: var(--follower);
  }
  .form.outline {
    fill: var(--ground);
    stroke: var(--follower);
  }
  .form.cross,
  .form.bar,
  .form.away {
    fill: none;
    stroke: var(--ink-soft);
    stroke-width: 4px;
    stroke-linecap: round;
  }
  .form.bar {
    stroke: var(--breach);
  }
  .form.away {
    stroke-width: 2px;
    stroke-dasharray: 3 5;
  }
`;
