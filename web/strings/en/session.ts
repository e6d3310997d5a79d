/** What the session itself says: notices, names of undo steps, reasons. */
export const session = {
  undo: {
    reset: 'back to where the link began',
    imported: (name: string) => `network from ${name}`,
    file: (name: string) => `scenario from ${name}`,
    link: 'another link',
    design: (number: number) => `design ${number} of the search`,
    toDay: 'the moment to the day',
  },
  link: {
    damaged: (count: number) =>
      count === 1
        ? 'This link has a value we could not use. The rest is loaded.'
        : `This link has ${count} values we could not use. The rest is loaded.`,
    unknownCase: 'There is no built-in network of that name. The thesis’s feeder is shown instead.',
    leftOut: 'Part of this scenario does not fit its network and was left out.',
  },
  imported: {
    refused: (name: string) => `${name} was not read. Nothing was changed.`,
    partly: (name: string) => `${name} is loaded; some of it was not understood.`,
    done: (name: string) => `${name} is loaded.`,
  },
  resume: {
    session: 'Resume where you were?',
    sessionOffer: 'Resume',
    sessionName: 'Your last visit',
    search: (generation: number) =>
      `A search was under way when the page closed, at generation ${generation}.`,
    searchOffer: (generation: number) => `Resume the search from generation ${generation}`,
  },
  search: {
    stopped: (generation: number) => `Stopped at generation ${generation}.`,
    closed: (generation: number) => `The page was closed at generation ${generation}.`,
    replaced: 'Stopped because another search was started.',
    nothing: 'There is no search to go on with.',
    spoilt: 'What was kept of the search could not be read. Start it again.',
    impossible: (why: string) => `This network cannot be searched: ${why}.`,
    died: 'The search’s worker was ended by the browser. You can go on from where it stood.',
  },
  reproduce: {
    stopped: 'You stopped it.',
    died: 'The worker was ended by the browser. Start it again.',
  },
  nose: {
    idle: 'Nothing draws power here, so there is no most that fits.',
    unsolvable: 'Even without loads this network has no solution.',
    died: 'The curve took too long and was given up. Try fewer buses or the fast method.',
  },
  noAnswer:
    'No seat of the ledger answered in time: none is up, or all have too much to do. ' +
    'Nothing is lost. Bring a seat back in the Cluster view, or try again in a moment.',
  store: {
    tabOnly: 'Your work stays only in this tab: this browser keeps nothing for us.',
    full: 'Your work stays only in this tab: the storage is full. Save the scenario as a file.',
    blocked: 'Another tab runs an older version of this page. Reload it, so that work is kept.',
    corrupt: 'What was kept from last time could not be read, so the page started afresh.',
  },
  engine: {
    noWasm:
      'Your browser has WebAssembly switched off, so nothing can be computed. The pages under ' +
      'Help still work; another browser, or another profile of this one, will run it all.',
    noSimd:
      'Your browser is too old for the solver: it lacks the vector instructions of WebAssembly. ' +
      'Any browser of 2023 or later has them. The pages under Help still work.',
    noWorker:
      'Your browser does not let this page start a worker, so nothing can be computed. Served ' +
      'from a web address, or as the single-file edition, it works.',
    notLoaded: 'The solver could not be loaded. Check the connection and reload the page.',
    died: 'The solver stopped again and again. Reload the page; your scenario is in the address.',
  },
  bug: 'We found a bug of ours. Your data is safe.',
  bugReport: (facts: {
    version: string;
    commit: string;
    link: string;
    error: string;
    stack: string;
    agent: string;
  }) =>
    `GridLedger ${facts.version} (${facts.commit})\n${facts.link}\n${facts.error}\n` +
    `${facts.stack}\n${facts.agent}\n`,
} as const;
