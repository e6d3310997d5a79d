// Runs inside the page before its own scripts: looks for broken numbers in all that is shown and
// measures the longest time without a picture. Passed to the page as source, so it stands alone.
export const watchPage = () => {
  const BROKEN = /\bNaN\b|\bundefined\b|\bInfinity\b|\[object /;
  const state = { last: performance.now(), longest: 0, hacked: 0 };
  const beat = () => {
    const now = performance.now();
    state.longest = Math.max(state.longest, now - state.last);
    state.last = now;
    requestAnimationFrame(beat);
  };
  requestAnimationFrame(beat);

  /** Every element of the page, shadow roots included. */
  const elements = function* (root) {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) yield* elements(element.shadowRoot);
    }
  };
  const all = () => [...elements(document)];
  const ownText = (element) =>
    [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.data)
      .join('');
  /** What a person wrote is quoted there as it was found. */
  const isQuote = (element) =>
    ['CODE', 'STYLE', 'SCRIPT', 'TEXTAREA'].includes(element.tagName) ||
    element.matches('a, .notice strong');
  const matching = (selector) => {
    const path = selector.split(' ');
    return all().filter(
      (element) =>
        element.matches(path.at(-1)) &&
        (path.length === 1 || element.getRootNode().host?.matches(path[0])),
    );
  };
  const textOf = (element) =>
    [...element.childNodes]
      .map((node) => (node.nodeType === Node.TEXT_NODE ? node.data : textOf(node)))
      .join(' ');

  globalThis.watched = {
    texts: (selector) => matching(selector).map(textOf),
    dismissAll: () =>
      matching('gl-notices .notice').forEach((notice) =>
        notice.querySelector('button[title]')?.click(),
      ),
    go: (view) =>
      all()
        .find((each) => each.matches(`nav a[href^="#/${view}?"]`))
        .click(),
    pictures: async (count) => {
      for (let i = 0; i < count; i++) await new Promise((done) => requestAnimationFrame(done));
    },
    longestMs: () => Math.round(state.longest),
    /** Broken numbers in texts and attributes. */
    scars: () => {
      const found = [];
      for (const element of all()) {
        if (isQuote(element)) continue;
        const text = ownText(element);
        if (BROKEN.test(text)) found.push(`<${element.localName}> ${text.trim().slice(0, 120)}`);
        for (const { name, value } of element.attributes) {
          if (BROKEN.test(value)) {
            found.push(`<${element.localName} ${name}="${value.slice(0, 120)}">`);
          }
        }
      }
      return found;
    },
    /** Markup that came in with a text, and a report of a fault of ours. */
    intruders: () => ({
      foreign: all()
        .filter((each) => each.matches('img, iframe, object, embed, [onerror], [onload], b.evil'))
        .map((each) => each.outerHTML.slice(0, 100)),
      fault: matching('gl-notices .failure').map(textOf).join(' ').slice(0, 2000),
    }),
  };
};
