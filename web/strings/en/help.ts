/** The words of the help dialog, loaded with it. */
export const help = {
  title: 'What this page is for',
  start: 'Start here',
  steps: [
    'Grid: drag a load or give a bus panels and batteries. Line width is loading, arrows are direction, and each bus says its voltage in per unit and in a word.',
    'Optimise: guess where panels and batteries belong, then let a genetic search look for better. Both stand on the same plot.',
    'Ledger: pay someone, look at the block that holds it, check its signatures, then try to change the past.',
    'Cluster: five seats agree on that ledger. Stop the leader, cut the ring, or run a seat in a tab of its own; in the simulation, step back and forth.',
    'Reproduce: every printed figure of the thesis beside ours, what differs first, with the reason.',
  ],
  model: 'Model and limits',
  limits: [
    'Steady-state, balanced, positive-sequence power flow with constant-power loads. No harmonics, no faults, no unbalance.',
    'The first feeder is the 13-bus network of the thesis this page follows. It resembles the IEEE 13-node feeder but is reduced to one phase, so it does not compare with the published unbalanced solution.',
    'With the base of 490 kVA that the thesis states, the printed network has no solution; it is solved on 1,000 kVA. Both are built in.',
    'Keys follow from the seed and money is simulated. Raft survives crashes, not liars, and tabs on one computer share its fate.',
    'The day is made up from a seed: load shapes and a clear sky, not measurements.',
  ],
  signs: 'Signs and units',
  signRules: [
    'Generation is positive; a load is entered as a positive number and subtracted.',
    'A battery’s power is positive when it discharges.',
    'Devices below power factor 1 supply reactive power to the grid.',
    'Voltages are per unit of the bus’s nominal voltage; powers are three-phase totals in kW and kvar.',
  ],
  cite: 'Cite',
  citeNote: 'Put the link of your state beside it; it repeats your numbers.',
  copyCite: 'Copy BibTeX',
  copied: 'Copied',
  copyFailed: 'Your browser did not let us copy. Select the text and copy it yourself.',
  read: 'Read more',
  docs: {
    model: 'The model, equations and limits',
    cases: 'The built-in networks and their sources',
    performance: 'How fast it is, measured',
    api: 'Use it from your own script',
    accessibility: 'Accessibility and its known gaps',
    coverage: 'What is built and tested',
  },
  docsElsewhere:
    'The longer pages (model, networks, speed, scripts) come with the web edition, not with this file.',
  docWait: 'Opening the page.',
  docMissing: 'This page is not here. It comes with the full web edition, in the folder docs.',
  privacy: 'No account, no cookie, no tracking. Your settings and files stay in this browser.',
  version: (version: string, commit: string) => `Version ${version}, build ${commit}.`,
  close: 'Close',
} as const;

export const keys = {
  title: 'Keys',
  on: 'Single keys work while no field has the focus',
  space: 'Space',
  list: {
    play: 'play or pause',
    step: 'one slot on, or one event of a simulated run',
    back: 'one slot or event back',
    projector: 'projector mode',
    view: 'the views in their order',
    pin: 'pin or drop the baseline',
    share: 'share',
    help: 'this help',
    undo: 'undo',
    redo: 'redo',
    escape: 'close, or leave projector mode',
  },
  remote:
    'The arrows of a presenter’s remote step through the day, or through a simulated run, in projector mode.',
} as const;
