import { expect, fixture, html } from '@open-wc/testing';
import { firstSnapshot } from '../../web/app/first.ts';
import type { Snapshot } from '../../web/app/snapshot.ts';
import { getCase } from '../../web/grid/cases.ts';
import { withCluster, withFault } from '../../web/scenario/cluster.ts';
import { openingScenario } from '../../web/scenario/default.ts';
import { withOwnCase, withValue } from '../../web/scenario/edit.ts';
import { parseLink } from '../../web/scenario/link.ts';
import { citation } from '../../web/views/frame/gl-help.ts';
import '../../web/views/frame/gl-share.ts';
import type { GlShare } from '../../web/views/frame/gl-share.ts';
import { insideWords } from '../../web/views/frame/inside-words.ts';
import { qrPicture } from '../../web/views/frame/qr.ts';
import { render } from 'lit';

const first = firstSnapshot(withValue(openingScenario(), 'seed', 0xbeef));

const dialog = async (changes: Partial<Snapshot> = {}): Promise<GlShare> => {
  const element = await fixture<GlShare>(
    html`<gl-share .snapshot=${{ ...first, ...changes }}></gl-share>`,
  );
  element.open();
  await element.updateComplete;
  return element;
};

const tick = async (element: GlShare, words: string): Promise<void> => {
  const labels = [...element.shadowRoot!.querySelectorAll('label')];
  const label = labels.find((each) => each.textContent?.trim() === words);
  if (!label) throw new Error(`no tick box says '${words}'`);
  label.querySelector('input')!.click();
  await element.updateComplete;
};

describe('the share dialog', () => {
  it('gives an address that opens the very same scenario', async () => {
    const { address } = await dialog();
    const { scenario, view, problems } = parseLink(new URL(address).hash);
    expect(problems).to.deep.equal([]);
    expect(scenario).to.deep.equal(first.world.scenario);
    expect(view).to.equal('grid');
  });

  it('locks what a class may not change, and opens it in the wished way', async () => {
    const element = await dialog();
    await tick(element, 'panels and batteries');
    await tick(element, 'in projector mode');
    const { extras, problems } = parseLink(new URL(element.address).hash);
    expect(problems).to.deep.equal([]);
    expect(extras.lock).to.deep.equal(['devices']);
    expect(extras.mode).to.equal('projector');
  });

  it('keeps the second that is on the screen when time stands still', async () => {
    for (const playing of [true, false]) {
      const { address } = await dialog({ playing });
      expect(parseLink(address).extras.paused).to.equal(!playing);
    }
  });

  it('holds the moment of its opening while the page plays on', async () => {
    const element = await dialog({ playing: true });
    const { address } = element;
    const later = withValue(first.world.scenario, 'minute', 900);
    element.snapshot = { ...first, world: { ...first.world, scenario: later } };
    await element.updateComplete;
    expect(element.address).to.equal(address);
    element.open();
    expect(parseLink(element.address).scenario.minute).to.equal(900);
  });

  it('says that an own network is not in the link', async () => {
    const grid = { ...getCase('ieee14'), id: 'mine', name: 'My street' };
    const scenario = withOwnCase(first.world.scenario, grid);
    const element = await dialog({ world: { ...first.world, scenario, grid } });
    const text = element.shadowRoot!.textContent ?? '';
    expect(text).to.contain('Save the scenario file');
    expect(text).to.contain('My street');
  });

  it('tells what is inside with the sums of the devices', () => {
    const { devices } = first.world.scenario;
    let [panels, packs] = [0, 0];
    for (const each of devices) {
      panels += each.panels;
      packs += each.packs;
    }
    const text = insideWords(first.world).join('\n');
    expect(text).to.contain(`${panels.toLocaleString('en')} panels`);
    expect(text).to.contain(`${packs} battery packs on ${devices.length} buses`);
    expect(text).to.contain('seed beef');
  });

  it('keeps the simulation with its seats, faults and bug, and says so', async () => {
    const cluster = { ...first.cluster, mode: 'simulation' as const };
    const { scenario } = first.world;
    const broken = withCluster(withFault(scenario, { kind: 'stop', seat: 2, at: 40 }), {
      seats: 3,
      bug: 'stale-reads',
    });
    const world = { ...first.world, scenario: broken };
    const element = await dialog({ view: 'cluster', cluster, world });
    const { extras, scenario: linked } = parseLink(new URL(element.address).hash);
    expect(extras.simulated).to.equal(true);
    expect(linked.cluster).to.deep.equal(broken.cluster);
    const text = element.shadowRoot!.textContent ?? '';
    expect(text).to.contain('a simulated cluster of 3 seats');
    expect(text).to.contain('1 fault');
    expect(text).to.contain('a deliberate bug: answers reads from memory');
    expect(insideWords(world).join()).not.to.contain('cluster');
  });

  it('is accessible', async () => {
    await expect(await dialog()).to.be.accessible();
  });
});

describe('the code', () => {
  it('has the three finder squares of the standard and a quiet zone', () => {
    const box = document.createElement('div');
    render(qrPicture('https://example.org/#/grid?v=1&s=7f3a', 'code'), box);
    const svg = box.querySelector('svg')!;
    const size = svg.viewBox.baseVal.width;
    const path = svg.querySelector('path:last-child')!.getAttribute('d') ?? '';
    const dark = new Set([...path.matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => `${x},${y}`));
    // ISO/IEC 18004: 7 × 7 with a light ring inside a dark one around a dark 3 × 3.
    const corners = [
      [3, 3],
      [size - 10, 3],
      [3, size - 10],
    ] as const;
    for (const [left, top] of corners) {
      for (let y = 0; y < 7; y += 1) {
        for (let x = 0; x < 7; x += 1) {
          const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
          expect(dark.has(`${left + x},${top + y}`), `${left + x},${top + y}`).to.equal(ring !== 2);
        }
      }
    }
    expect([...dark].some((place) => /^[012],|,[012]$/.test(place))).to.equal(false);
  });

  it('is refused where no phone could read it', () => {
    expect(qrPicture('x'.repeat(2000), 'code')).to.equal(null);
  });
});

describe('the citation', () => {
  it('names version and build', () => {
    expect(citation('1.2.3', 'abc123')).to.match(/version = \{1\.2\.3\}[^]*build abc123/);
  });
});
