import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { VIEWS, type Notice, type Snapshot } from '../../web/app/snapshot.ts';
import { firstSnapshot } from '../../web/app/first.ts';
import { openingScenario } from '../../web/scenario/default.ts';
import { withMoment } from '../../web/scenario/edit.ts';
import { parseLink } from '../../web/scenario/link.ts';
import { frame } from '../../web/strings/en/frame.ts';
import { badgeWords } from '../../web/views/frame/gl-offline.ts';
import { reportText } from '../../web/views/frame/gl-notices.ts';
import type { GlOverlays } from '../../web/views/frame/gl-overlays.ts';
import '../../web/views/gl-shell.ts';
import type { GlShell } from '../../web/views/gl-shell.ts';
import { keyAct, type KeyPress } from '../../web/views/frame/keys.ts';
import { titleOf } from '../../web/views/frame/page-look.ts';
import { readFile } from '../../web/views/frame/read-file.ts';
import { stubSession, type StubSession } from './stub-session.ts';

const NOTICE: Notice = {
  id: 4,
  tone: 'failure',
  words: 'case.m was not read. Nothing was changed.',
  problems: [
    {
      where: { kind: 'bus', id: 7, field: 'loadKw', line: 12 },
      rule: 'finite',
      found: 'NaN',
      allowed: 'a number from 0 to 8000',
      remedy: 'Write the load in kW.',
    },
  ],
  offers: [{ label: 'Undo it', command: { kind: 'undo' } }],
};

interface Mounted extends StubSession {
  readonly shell: GlShell;
}

const mount = async (changes: Partial<Snapshot> = {}): Promise<Mounted> => {
  const stub = stubSession(changes);
  const shell = await fixture<GlShell>(
    html`<gl-shell .session=${stub.session}>
      <p slot="intro">What it is for.</p>
      <div slot="first">First picture.</div>
    </gl-shell>`,
  );
  return { ...stub, shell };
};

const within = (shell: GlShell, selector: string): HTMLElement | null =>
  shell.shadowRoot!.querySelector<HTMLElement>(selector);

const viewsOf = (shell: GlShell): ShadowRoot => within(shell, 'gl-views')!.shadowRoot!;

describe('the frame', () => {
  afterEach(() => {
    delete document.documentElement.dataset['mode'];
    delete document.documentElement.dataset['theme'];
  });

  it('links to every view, each with the whole scenario', async () => {
    const { shell, session } = await mount({ view: 'optimise' });
    const links = [...viewsOf(shell).querySelectorAll('nav a')];
    expect(links.map((link) => link.textContent?.trim())).to.deep.equal(
      VIEWS.map((view) => frame.views[view]),
    );
    const parsed = links.map((link) => parseLink(link.getAttribute('href') ?? ''));
    expect(parsed.map(({ view }) => view)).to.deep.equal(VIEWS);
    for (const { scenario } of parsed) {
      expect(scenario).to.deep.equal(session.snapshot.world.scenario);
    }
    expect(links.map((link) => link.getAttribute('aria-current'))).to.deep.equal(
      VIEWS.map((view) => (view === 'optimise' ? 'page' : null)),
    );
  });

  it('changes the view by a plain click and leaves a modified one to the browser', async () => {
    const { shell, commands } = await mount();
    const link = viewsOf(shell).querySelector<HTMLElement>('nav a:nth-child(3)')!;
    link.addEventListener('click', (event) => event.preventDefault());
    link.dispatchEvent(new MouseEvent('click', { ctrlKey: true, cancelable: true }));
    expect(commands).to.deep.equal([]);
    link.click();
    expect(commands).to.deep.equal([{ kind: 'view', view: VIEWS[2] }]);
  });

  it('remembers that the sentence of purpose was put away', async () => {
    localStorage.removeItem('gridledger-intro');
    const { shell } = await mount();
    within(shell, '.intro button')!.click();
    await shell.updateComplete;
    expect(within(shell, '.intro')).to.equal(null);
    expect(within((await mount()).shell, '.intro')).to.equal(null);
    localStorage.removeItem('gridledger-intro');
    expect(within((await mount()).shell, '.intro')).not.to.equal(null);
  });

  it('keeps the first picture until there is a solved moment', async () => {
    const { shell } = await mount();
    await aTimeout(0);
    expect(within(shell, 'slot[name="first"]')).not.to.equal(null);
    expect(within(shell, 'gl-grid')).to.equal(null);
  });

  it('says in words that nothing can be computed, and goes on', async () => {
    const { shell } = await mount({ engine: { state: 'failed', words: 'No WebAssembly here.' } });
    expect(within(shell, '.failed')?.getAttribute('role')).to.equal('alert');
    expect(within(shell, '.failed')?.textContent).to.contain('No WebAssembly here.');
    expect(within(shell, 'gl-time-bar')).not.to.equal(null);
  });

  it('shows no bars on top inside another page, but a way out', async () => {
    const { shell } = await mount({ mode: 'embed' });
    expect(within(shell, 'gl-top-bar')).to.equal(null);
    expect(within(shell, '.alone a')?.getAttribute('href')).not.to.contain('mode=embed');
  });

  it('sets theme and mode on the document, and takes them back', async () => {
    const { shell, publish } = await mount({ theme: 'dark', projector: true });
    const { dataset } = document.documentElement;
    expect([dataset['theme'], dataset['mode']]).to.deep.equal(['dark', 'projector']);
    publish({ theme: 'light', projector: false });
    await shell.updateComplete;
    expect([dataset['theme'], dataset['mode']]).to.deep.equal(['light', 'full']);
  });

  for (const look of [{ theme: 'light' }, { theme: 'dark' }, { projector: true }] as const) {
    it(`is accessible in ${JSON.stringify(look)}`, async () => {
      const { shell } = await mount({ ...look, notices: [NOTICE] });
      await expect(shell).to.be.accessible();
    });
  }

  it('puts a running job first in the title', () => {
    const snapshot = firstSnapshot(openingScenario());
    const siting = { state: 'running', done: 63, total: 150, elapsedMs: 1, part: null } as const;
    expect(titleOf({ ...snapshot, siting })).to.equal('42 % · Optimise');
    expect(titleOf(snapshot)).to.contain('GridLedger');
  });
});

describe('the overlays', () => {
  it('open help, which says what the page is for', async () => {
    const { shell } = await mount();
    const overlays = within(shell, 'gl-overlays') as GlOverlays;
    await overlays.fulfil({ open: 'help' });
    const dialog = overlays.shadowRoot!.querySelector('gl-help')!.shadowRoot!;
    expect(dialog.querySelector('dialog')?.open).to.equal(true);
    expect(dialog.textContent).to.contain('power grid in your browser');
    await expect(shell).to.be.accessible();
  });

  it('name place, finding, rule and remedy of every problem', async () => {
    const { shell, commands } = await mount({ notices: [NOTICE] });
    const overlays = within(shell, 'gl-overlays') as GlOverlays;
    const list = overlays.shadowRoot!.querySelector('gl-notices')!.shadowRoot!;
    for (const text of [list.textContent ?? '', reportText(NOTICE)]) {
      for (const part of ['bus 7', 'loadKw', 'line 12', 'NaN', '0 to 8000', 'in kW.']) {
        expect(text).to.contain(part);
      }
    }
    list.querySelector<HTMLButtonElement>('.offers button')!.click();
    list.querySelector<HTMLButtonElement>('button[aria-label^="Dismiss"]')!.click();
    expect(commands).to.deep.equal([{ kind: 'undo' }, { kind: 'dismiss', notice: 4 }]);
  });

  it('refuse a file that is too large and say so, changing nothing', async () => {
    const { shell, commands } = await mount();
    const overlays = within(shell, 'gl-overlays') as GlOverlays;
    await overlays.fulfil({ file: new File([new Uint8Array(17 * 2 ** 20)], 'huge.m') });
    await overlays.updateComplete;
    const list = overlays.shadowRoot!.querySelector('gl-notices')!;
    await waitUntil(() => list.shadowRoot?.textContent?.includes('huge.m has 17 MB'));
    expect(commands).to.deep.equal([]);
  });

  it('hand a file on as text', async () => {
    expect(await readFile(new File(['mpc.version = 2;'], 'a.m'))).to.deep.equal({
      ok: true,
      command: { kind: 'import', name: 'a.m', text: 'mpc.version = 2;' },
    });
  });
});

describe('the badge', () => {
  it('has the agreed words', () => {
    expect(badgeWords({ state: 'online-only', why: '' })).to.equal('Online only');
    expect(badgeWords({ state: 'saving', percent: 63 })).to.equal('Saving for offline 63 %');
    expect(badgeWords({ state: 'ready', bytes: 612_345 })).to.match(
      /^Works offline · v\S+ · 612 kB$/,
    );
    expect(badgeWords({ state: 'ready', bytes: 1_450_000 })).to.match(/ 1\.[45] MB$/);
    expect(badgeWords({ state: 'offline' })).to.equal('You are offline');
    expect(badgeWords({ state: 'update-ready' })).to.equal('Update ready (after class)');
  });
});

describe('keys', () => {
  const snapshot = firstSnapshot(openingScenario());
  const projector = { ...snapshot, projector: true };
  const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
    ...{ key, chord: false, alt: false, shift: false, focus: 'free', covered: false },
    ...more,
  });
  const command = (key: string, state: Snapshot, more?: Partial<KeyPress>): string | null => {
    const act = keyAct(press(key, more), state);
    if (act === null) return null;
    return 'command' in act ? JSON.stringify(act.command) : JSON.stringify(act.wish);
  };

  it('do what the help says', () => {
    expect(command(' ', snapshot)).to.equal('{"kind":"play"}');
    expect(command(' ', { ...snapshot, playing: true })).to.equal('{"kind":"pause"}');
    expect(command('.', snapshot)).to.equal('{"kind":"step","slots":1}');
    expect(command(',', snapshot)).to.equal('{"kind":"step","slots":-1}');
    expect(command('2', snapshot)).to.equal('{"kind":"view","view":"optimise"}');
    expect(command('p', snapshot)).to.equal('{"kind":"projector","on":true}');
    expect(command('P', projector)).to.equal('{"kind":"projector","on":false}');
    expect(command('Escape', projector)).to.equal('{"kind":"projector","on":false}');
    expect(command('b', snapshot)).to.equal('{"kind":"pin-baseline"}');
    expect(command('?', snapshot)).to.equal('{"open":"help"}');
    expect(command('z', { ...snapshot, canUndo: true }, { chord: true })).to.contain('undo');
  });

  it('of a presenter’s remote step only in projector mode; else they scroll', () => {
    expect(command('PageDown', projector)).to.equal('{"kind":"step","slots":1}');
    expect(command('PageUp', projector)).to.equal('{"kind":"step","slots":-1}');
    expect(command('PageDown', snapshot)).to.equal(null);
  });

  it('leave fields, buttons, dialogs and browser shortcuts alone', () => {
    for (const key of ['p', '.', ' ', '1', '?', 'b', 's']) {
      expect(command(key, snapshot, { focus: 'text' }), key).to.equal(null);
      expect(command(key, snapshot, { covered: true }), key).to.equal(null);
      expect(command(key, snapshot, { alt: true }), key).to.equal(null);
      expect(command(key, snapshot, { chord: true }), key).to.equal(null);
    }
    expect(command(' ', snapshot, { focus: 'control' })).to.equal(null);
  });

  it('do nothing when switched off, except undo and leaving projector mode', () => {
    const off = { ...projector, shortcuts: false, canUndo: true };
    for (const key of ['p', '.', ' ', '1', '?', 'PageDown']) {
      expect(command(key, off), key).to.equal(null);
    }
    expect(command('Escape', off)).not.to.equal(null);
    expect(command('z', off, { chord: true })).not.to.equal(null);
  });

  it('do not move a time that stands fixed', () => {
    const scenario = withMoment(snapshot.world.scenario, 'noon');
    const fixed = { ...snapshot, world: { ...snapshot.world, scenario } };
    expect(command('.', fixed)).to.equal(null);
    expect(command('.', { ...snapshot, locked: ['time'] })).to.equal(null);
  });
});
