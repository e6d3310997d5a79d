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
  .projector gl-ring {
    --ring-height: max(340px, calc(var(--view-height) - 10em));
    --ring-min-letters: 17;
  }
  .projector .number {
    margin-block-end: 4px;
  }
  .projector .head {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 24px;
    align-items: center;
  }
  .projector gl-player {
    flex: 1 1 20em;
  }
  .projector .head gl-quick-acts {
    flex: none;
  }
  .projector .controls {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 4px 24px;
    align-items: center;
  }
  @container (max-width: 62em) {
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
      --ring-height: 400px;
    }
    .projector .controls {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
