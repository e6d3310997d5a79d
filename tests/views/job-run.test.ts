import { expect, fixture, html } from '@open-wc/testing';
import type { Job } from '../../web/app/snapshot.ts';
import '../../web/views/job/gl-job-run.ts';
import type { GlJobRun, JobWords, Offer } from '../../web/views/job/gl-job-run.ts';
import { commandsOf } from './stub-session.ts';

const words: JobWords = {
  heading: 'Count sheep',
  progress: ({ done, total }) => `Sheep ${done} of ${total}`,
  stopped: ({ done, total, reason }) => `${reason} ${done} of ${total} sheep.`,
  spoken: (percent) => `Sheep ${percent} %`,
  resumable: 'No sheep is counted twice.',
};
const start: Offer = { label: 'Start', command: { kind: 'search-start' } };
const stop: Offer = { label: 'Stop', command: { kind: 'search-cancel' } };

async function show(job: Job<unknown>, more: Partial<GlJobRun> = {}): Promise<GlJobRun> {
  const element = await fixture<GlJobRun>(html`
    <gl-job-run .words=${words} .job=${job} .offers=${[start, stop]}></gl-job-run>
  `);
  Object.assign(element, { idle: 'All of them.', done: 'Ten in 2 s.', ...more });
  await element.updateComplete;
  return element;
}

const text = (element: GlJobRun, selector: string): string | undefined =>
  element.shadowRoot!.querySelector(selector)?.textContent.replaceAll(/\s+/g, ' ').trim();
const running: Job<unknown> = { state: 'running', done: 5, total: 10, elapsedMs: 6000, part: null };
const stopped: Job<unknown> = {
  ...{ state: 'stopped', reason: 'A dog came.', done: 3, total: 10 },
  ...{ part: null, resumable: true },
};

describe('gl-job-run', () => {
  const states: readonly (readonly [Job<unknown>, string])[] = [
    [{ state: 'idle' }, 'All of them.'],
    [{ state: 'queued', position: 1 }, 'Waiting: 1 job ahead.'],
    [running, 'Sheep 5 of 10 · 6.0 s so far · about 10 s left'],
    [{ state: 'done', elapsedMs: 2000, part: null }, 'Ten in 2 s.'],
    [stopped, 'A dog came. 3 of 10 sheep.'],
  ];
  for (const [job, said] of states) {
    it(`says how it stands when it is ${job.state}`, async () => {
      const element = await show(job);
      expect(text(element, 'p')).to.equal(said);
      const bar = element.shadowRoot!.querySelector('progress');
      expect(bar?.value ?? null).to.equal(job.state === 'running' ? 5 : null);
    });
  }

  it('never shows a part of nothing as a number that is none', async () => {
    const element = await show({ ...running, done: 0, total: 0 });
    expect(text(element, 'p')).to.equal('Sheep 0 of 0 · 6.0 s so far');
    expect(element.shadowRoot!.querySelector('progress')!.max).to.equal(1);
  });

  it('says what going on is worth only where it can go on', async () => {
    const element = await show(stopped);
    expect(text(element, '.soft')).to.equal('No sheep is counted twice.');
    element.job = { ...stopped, resumable: false };
    await element.updateComplete;
    expect(text(element, '.soft')).to.equal(undefined);
  });

  it('sends the command of the pressed button up, and none of a disabled one', async () => {
    const element = await show(running, { offers: [start, { ...stop, disabled: true }] });
    const asked = commandsOf(element);
    const [first, second] = element.shadowRoot!.querySelectorAll('button');
    first!.click();
    second!.click();
    expect(asked).to.deep.equal([{ kind: 'search-start' }]);
  });

  it('warns of a stale result and keeps its note for where there is room', async () => {
    const element = await show(running, { warning: 'Old sheep.', note: 'A nap helps.' });
    expect(text(element, '.warning')).to.equal('Old sheep.');
    expect(text(element, '.soft')).to.equal('A nap helps.');
    element.inline = true;
    await element.updateComplete;
    expect(text(element, '.soft')).to.equal(undefined);
    await expect(element).to.be.accessible();
  });
});
