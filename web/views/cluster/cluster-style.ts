/** Layout of the Cluster view: one picture, one control card, logs below. */
import { css } from 'lit';

export const clusterStyle = css`
  .summary {
    max-inline-size: none;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 25em;
    gap: 8px 32px;
    align-items: start;
  }
  .main {
    display: grid;
    gap: 10px;
    min-inline-size: 0;
  }
  .side {
    display: grid;
    gap: 18px;
    min-inline-size: 0;
  }
  .side gl-mode {
    margin-block-end: -4px;
  }
  gl-cluster-tables {
    display: block;
    margin-block-start: 12px;
    padding-block-start: 6px;
    border-block-start: 1px solid var(--rule);
  }
  .late {
    min-block-size: 480px;
  }
  /* What is above the ring: margin, two lines of why, one row of number and acts. */
  .projector gl-ring {
    --above: calc(
      16px + 2.9 * var(--size-m) + 12px + max(1.92 * var(--size-l), var(--target)) + 12px
    );
    --ring-height: max(320px, calc(var(--view-height) - var(--above) - var(--acts, 0px)));
    --ring-min-letters: 16;
  }
  .projector .number {
    margin-block-end: 0;
  }
  .projector .head {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
    align-items: center;
  }
  .projector .head gl-quick-acts {
    flex: none;
  }
  .projector .head gl-mode {
    margin-inline-start: auto;
  }
  @container (max-width: 62em) {
    /* Number and acts need a second row. */
    .projector gl-ring {
      --acts: calc(var(--target) + 4px);
    }
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    .side {
      display: contents;
    }
    .side gl-mode {
      order: -1;
    }
  }
  @container (max-width: 40em) {
    gl-ring {
      --ring-height: clamp(340px, calc(var(--view-height) - 290px), 400px);
    }
  }
`;
