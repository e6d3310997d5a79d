import { expect } from '@open-wc/testing';
import { firstFrame } from '../../web/first-frame.ts';
import { firstMoment } from '../../web/first-moment.ts';
import { getCase } from '../../web/grid/cases.ts';
import { solveMoment, slotOf } from '../../web/kernel/day.ts';
import { loadKernelModule } from '../../web/kernel/module.ts';
import { openWasm } from '../../web/kernel/wasm.ts';
import { openingScenario } from '../../web/scenario/default.ts';
import { frame as words } from '../../web/strings/en/frame.ts';

const parse = (text: string): Document => new DOMParser().parseFromString(text, 'text/html');

describe('the first picture', () => {
  it('holds every bus with the voltage the solver gives at that moment', async () => {
    const scenario = openingScenario();
    const grid = getCase(scenario.caseId);
    const wasm = openWasm(await loadKernelModule());
    const { flow } = solveMoment(wasm, grid, scenario, slotOf(scenario));
    expect(flow.converged).to.equal(true);
    const text = await firstMoment();
    const labels = [...parse(text).querySelectorAll('.ff-pu')].map((each) => each.textContent);
    expect(labels).to.have.length(13);
    flow.buses.forEach(({ voltagePu }, index) => {
      expect(labels[index]).to.contain(`${voltagePu.toFixed(3)} pu`);
    });
    const lowest = Math.min(...flow.buses.map((bus) => bus.voltagePu));
    expect(parse(text).querySelector('figcaption')?.textContent).to.contain(lowest.toFixed(3));
    expect(text).not.to.match(/NaN|Infinity|undefined/);
  });

  it('draws the power of every line that carries some, and takes names as text', async () => {
    const scenario = openingScenario();
    const named = { ...getCase('ieee14'), name: '<img src=x onerror=alert(1)> & "co"' };
    const wasm = openWasm(await loadKernelModule());
    const frame = solveMoment(wasm, named, { ...scenario, devices: [] }, 51);
    const page = parse(firstFrame({ grid: named, frame, when: 'now' }));
    expect(page.querySelectorAll('.ff-line')).to.have.length(named.branches.length);
    expect(page.querySelector('img')).to.equal(null);
    expect(page.querySelector('figcaption')?.textContent).to.contain('<img src=x');
    expect(page.querySelector('svg')?.getAttribute('aria-label')).to.contain('& "co"');
  });

  it('stands in a page that says the same sentence as the live one', async () => {
    const page = parse(await (await fetch('/web/index.html')).text());
    const intro = page.querySelector('[slot="intro"]')?.textContent ?? '';
    expect(intro.replace(/\s+/g, ' ').trim()).to.equal(`${words.purpose} ${words.promise}`);
    expect(page.querySelectorAll('script:not([src]), [style], [onclick]')).to.have.length(0);
  });
});
