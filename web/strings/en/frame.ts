/** The words of the frame: bars, dialogs, notices, badge. Static sentences of the page stand here too. */
import { formatCount } from '../../units.ts';

export const frame = {
  name: 'GridLedger',
  /** The same sentence stands in the page before any script has run. */
  purpose:
    'Run a village’s power grid in your browser: move loads, sun and batteries, watch the ' +
    'voltages, let a search place the panels, and check a thesis’s tables.',
  promise: 'Nothing leaves your computer.',
  skip: 'Skip to the view',
  skipLabel: 'Skip',
  heading: (view: string) => `GridLedger: ${view}`,
  views: {
    grid: 'Grid',
    optimise: 'Optimise',
    forecast: 'Forecast',
    ledger: 'Ledger',
    cluster: 'Cluster',
    reproduce: 'Reproduce',
  },
  viewsLabel: 'Views',
  moreViews: 'More',
  moreViewsOpen: (view: string) => `More views; ${view} is open`,
  moreViewsLabel: 'More views',
  barLabel: 'GridLedger',
  timeLabel: 'Time and history',
  viewMissing: (view: string) => `The view ${view} could not be loaded. Reload the page to retry.`,
  viewLoading: 'Opening the view',
  hideIntro: 'Hide this sentence',
  share: 'Share',
  project: 'Project',
  projectLong: 'Project: large and high contrast for a bright room',
  projectOff: 'Project: leave projector mode',
  theme: {
    system: 'Colours follow the system. Change to light',
    light: 'Light colours. Change to dark',
    dark: 'Dark colours. Follow the system',
  },
  help: 'Help',
  openAlone: 'Open in its own window',
  jobTitle: (percent: number, view: string) => `${percent} % · ${view}`,
  seatTitle: (seat: number, state: string) => `Seat ${seat} · ${state}`,
  pageTitle: (view: string, network: string) => `${view} · ${network} · GridLedger`,
} as const;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const time = {
  start: 'Back to midnight',
  back: 'One slot back (15 minutes)',
  step: 'One slot on (15 minutes)',
  play: 'Play the day',
  playYear: 'Play the year',
  pause: 'Pause',
  slider: 'Time of day',
  /** `month` 0 … 11 */
  date: (dayOfMonth: number, month: number) => `${dayOfMonth} ${MONTHS[month] ?? ''}`,
  shortDate: (dayOfMonth: number, month: number) =>
    `${dayOfMonth} ${(MONTHS[month] ?? '').slice(0, 3)}`,
  slot: (clock: string, date: string) => `${clock}, ${date}`,
  pickDay: (date: string) => `${date}, the day of the year. Change`,
  dayLabel: 'Day of the year',
  dayBack: 'A day back',
  dayOn: 'A day on',
  dayChange: (date: string) => `Day to ${date}`,
  seasons: { spring: '21 March', summer: '21 June', autumn: '21 Sept', winter: '21 Dec' },
  noon: 'Noon, siting study',
  evening: 'Evening, siting study',
  toDay: 'Play the day',
  toDayWords: 'The moment to the day',
  speed: 'Speed',
  speedOption: (seconds: number) =>
    seconds < 120 ? `A day in ${seconds} s` : `A day in ${seconds / 60} min`,
  speedWords: (factor: number) => `${formatCount(factor)} times faster than real`,
  undo: (words: string) => (words === '' ? 'Nothing to undo' : `Undo: ${words}`),
  redo: (words: string) => (words === '' ? 'Nothing to redo' : `Redo: ${words}`),
  undoHint: (words: string) => `last: ${words}`,
  seed: 'seed',
  seedField: 'Seed, up to 8 hex digits',
  seedRule: 'Up to 8 digits from 0 to 9 and a to f.',
  seedNew: 'New seed',
  seedChange: (seed: string) => `Seed to ${seed}`,
  pin: 'Pin baseline',
  pinLong: 'Pin what you see now as the baseline; every chart then shows both',
  drop: 'Drop baseline',
  dropLong: 'Drop the pinned baseline',
  stamp: 'result',
  stampWait: 'result … is being computed',
  stampCopy: (stamp: string) =>
    `result ${stamp.slice(0, 4)}…, in full ${stamp}. The same link gives the same on every computer. Copy`,
  faces: {
    day: { label: 'Time of day', more: 'More: speed, seed, baseline, result' },
    run: { label: 'Time of the run', more: 'More: speed, seed' },
    live: { label: 'Time and history', more: 'More: seed' },
  },
  live: 'Live: the seats go by this computer’s clock.',
  runWait: 'The run is being prepared.',
  copied: 'Copied',
  copyFailed: 'Your browser did not let us copy. Select the text and copy it yourself.',
  stripSun: 'sun',
  stripLoad: 'load',
  stripTitle: (breached: number) =>
    breached === 0
      ? 'Amber: sun. Dashed: load. All voltages stay inside their limits.'
      : `Amber: sun. Dashed: load. Marks on top: ${breached} of 96 slots with a voltage outside its limits.`,
} as const;

export const corner = {
  code: 'QR code of the link',
  off: 'Remove the QR code',
} as const;

export const menu = {
  label: (name: string) => `Scenario: ${name}. Change`,
  stories: 'Start from',
  cases: 'Networks',
  files: 'Your own',
  open: 'Open a file…',
  paste: 'Paste text…',
  save: 'Save scenario as a file',
  reset: 'Back to where the link began',
  accepts:
    'MATPOWER case (.m) or a scenario saved here (.json). You can also drop a file anywhere.',
  drop: 'Drop a MATPOWER case or a saved scenario',
  dropSoft: 'It is read here, as data. Nothing is sent anywhere.',
  pasteTitle: 'Paste a case or a scenario',
  pasteField: 'Text of a MATPOWER case, version 2, or of a saved scenario',
  pasteGo: 'Read it',
  close: 'Close',
  pastedName: 'Pasted text',
  tooBig: (file: { name: string; megabytes: number; most: number }) =>
    `${file.name} has ${file.megabytes} MB; up to ${file.most} MB are read. Nothing was changed.`,
  partMissing:
    'This part of the page could not be loaded. Connect to the network, or reload, and try again.',
  unreadable: (name: string) => `${name} could not be read by your browser. Nothing was changed.`,
  locked: 'The link you opened keeps this network.',
  changed: (name: string) => `Scenario to ${name}`,
  storyNames: {
    day: 'A summer day with panels and batteries',
    bare: 'The same day without them',
    winter: 'The shortest day',
    noon: 'Noon of the siting study',
    evening: 'Evening of the siting study',
    stated: 'The stated base, where no solution exists',
  },
} as const;

export const offline = {
  badge: {
    'online-only': 'Online only',
    file: 'Works offline · one file',
    saving: (percent: number) => `Saving for offline ${percent} %`,
    ready: (version: string, size: string) => `Works offline · v${version} · ${size}`,
    offline: 'You are offline',
    'update-ready': 'Update ready (after class)',
  },
  megabytes: (bytes: number) =>
    bytes < 950_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`,
  long: {
    saving: 'The page is being saved in this browser. When it is done, it opens without a network.',
    ready: (size: string) =>
      `The whole page, ${size}, is saved in this browser. It opens and computes without a network. A new version waits until you ask for it.`,
    offline: 'There is no network. Everything on this page goes on working from the saved copy.',
    file: 'This is the one-file edition: the file itself is your offline copy. It needs no network at all.',
    offlineUnsaved:
      'There is no network. What is open goes on working; a reload needs the network again.',
    'update-ready':
      'A new version is saved and waits. Nothing changes until you say so; your work stays.',
  },
  keep: 'Ask the browser to keep it',
  kept: 'Your browser said it will keep the saved copy.',
  notKept:
    'Your browser did not promise to keep the saved copy; it may clear it when space is short.',
  update: 'Use the new version now (reloads the page)',
  safari:
    'Safari deletes saved pages after seven days without a visit unless you add the page to the Home Screen.',
  why: {
    http: 'This address is plain http, and browsers save pages for offline use from https or localhost only. Everything else works.',
    unsupported:
      'This browser or private window does not let pages save themselves. Everything else works; keep the one-file edition for days without a network.',
    failed: (reason: string) => `Saving for offline failed: ${reason}. Reload to retry.`,
    dev: 'The development server does not save the page for offline use.',
    waiting: 'Not saved yet.',
  },
} as const;

export const notices = {
  label: 'Messages',
  dismiss: 'Dismiss this message',
  details: (count: number) =>
    `${count} ${count === 1 ? 'remark' : 'remarks'}, with place and remedy`,
  found: 'found',
  allowed: 'allowed',
  noted: 'noted',
  report: 'Save report as text',
  fault: 'What went wrong, for the people who can mend it',
  more: (count: number) => `and ${count} more in the report`,
  engineTitle: 'The numbers stopped',
  reportTitle: 'GridLedger report',
  line: (line: number) => `line ${line}`,
} as const;
