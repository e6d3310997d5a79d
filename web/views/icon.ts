/** The page's own line icons: one path each on a 24-unit square, drawn with the text's colour. */
import { html, type TemplateResult } from 'lit';

const PATHS = {
  back: 'M18 6v12l-8-6zM6.5 6v12',
  step: 'M6 6v12l8-6zM17.5 6v12',
  play: 'M7 5v14l11-7z',
  pause: 'M8 5v14M16 5v14',
  undo: 'M9 5 4.5 9.5 9 14M5 9.5h9a5 5 0 0 1 0 10H9',
  redo: 'M15 5l4.5 4.5L15 14M19 9.5h-9a5 5 0 0 0 0 10h5',
  share: 'M12 3.5v11.5M8 7l4-4 4 4M6 11H4.5v9.5h15V11H18',
  project: 'M3 4.5h18M4.5 4.5V15h15V4.5M12 15v3M8 21l4-3 4 3',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  system: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 3.5v17M12 8h6.5M12 12h8M12 16h6.5',
  help: 'M12 2.9a9.1 9.1 0 1 0 0 18.2 9.1 9.1 0 0 0 0-18.2zM9.3 9.3c.2-3.4 5.6-3.3 5.5.1-.1 2-2.8 2.1-2.8 4.3M12 16.9v.2',
  saved: 'M4 5.5h16v10H4zM9 19.5h6M12 15.5v4M8.5 10.5l2.5 2.3 4.5-4.6',
  unsaved: 'M4 5.5h16v10H4zM9 19.5h6M12 15.5v4M9 10.5h6',
  saving: 'M4 5.5h16v10H4zM9 19.5h6M12 15.5v4M12 7.7v5M9.6 10.5l2.4 2.4 2.4-2.4',
  update: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4M17.5 2.5v4.3h-4.3',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4',
  check: 'M4.5 12.5l5 5 10-11',
  close: 'M5.5 5.5l13 13M18.5 5.5l-13 13',
  pin: 'M12 15v6.5M7.5 15h9M9 3.5h6M9.8 3.5 9 10l-1.5 5M14.2 3.5 15 10l1.5 5',
  unpin: 'M12 15v6.5M7.5 15h9M9 3.5h6M9.8 3.5 9 10l-1.5 5M14.2 3.5 15 10l1.5 5M3.5 20.5l17-17',
  dice: 'M4.5 4.5h15v15h-15zM8.5 8.5v.1M15.5 8.5v.1M12 12v.1M8.5 15.5v.1M15.5 15.5v.1',
  file: 'M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5',
  paste: 'M8.5 4.5H5.5V21h13V4.5h-3M8.5 3h7v3.5h-7zM8.5 11h7M8.5 15h5',
  download: 'M12 3.5V15M7.5 10.5 12 15l4.5-4.5M4.5 20.5h15',
  reset: 'M4.5 12a7.5 7.5 0 1 0 2.3-5.4M6.5 2.5v4.3h4.3',
  down: 'M6 9.5l6 6 6-6',
  more: 'M5 10.8a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4zM12 10.8a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4zM19 10.8a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4z',
  warning: 'M12 3.5 2.5 20.5h19zM12 10v5M12 17.6v.2',
  info: 'M12 2.9a9.1 9.1 0 1 0 0 18.2 9.1 9.1 0 0 0 0-18.2zM12 11v6M12 7.3v.2',
  grid: 'M12 3v5M4 8h16M6 8v5M12 8v9M18 8v5M4 13h4v4H4zM10 17h4v4h-4zM16 13h4v4h-4z',
  optimise: 'M4 3.5v17h17M8 8v.1M9.5 13v.1M12.5 15.5v.1M17 16.7v.1M8 8c.5 5.5 3.5 8.5 9 8.7',
  forecast: 'M3 16l4-6 4 3 3-5M14 8l7-4.5M14 8l7 5.5M14 4v13M3 20.5h18',
  ledger: 'M3 8h5v8H3zM9.5 8h5v8h-5zM16 8h5v8h-5zM8 12h1.5M14.5 12H16',
  cluster:
    'M12 3.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM19 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM8 17a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM16 17a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  reproduce: 'M4 4.5h16v15H4zM4 9.5h16M12 9.5v10M14.3 14.3l1.5 1.6 2.4-3.2M6.5 14.5h3',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration only: what it means stands beside it or in the label of its button. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${PATHS[name]} />
  </svg>`;
}

/** The sign of the page: a sun over a busbar that feeds three linked blocks. */
export function mark(): TemplateResult {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path class="mark-sun" d="M9 13a7 7 0 0 1 14 0z" />
    <path class="mark-line" d="M3.5 15.5h25M7 15.5V21M16 15.5V21M25 15.5V21M10 24h3M19 24h3" />
    <path class="mark-line" d="M4 21h6v6H4zM13 21h6v6h-6zM22 21h6v6h-6z" />
  </svg>`;
}
