// Enough of mocha to run the rules of the paper where there is no browser: collects the tests of
// whatever is imported after this file.
export interface Collected {
  readonly title: string;
  readonly run: () => void;
}

export const collected: Collected[] = [];

const titles: string[] = [];

const describe = (title: string, body: () => void): void => {
  titles.push(title);
  body();
  titles.pop();
};

const it = (title: string, run: () => void): void => {
  collected.push({ title: [...titles, title].join(' > '), run });
};

Object.assign(globalThis, { describe, it });
