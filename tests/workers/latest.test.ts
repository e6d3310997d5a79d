import { expect } from '@open-wc/testing';
import { Latest } from '../../web/workers/latest.ts';

/** A question that is answered when told to. */
function question<Answer>(): {
  ask: () => Promise<Answer>;
  answer: (value: Answer) => void;
  fail: (error: Error) => void;
  asked: () => boolean;
} {
  let asked = false;
  let answer: (value: Answer) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<Answer>((resolve, reject) => {
    answer = resolve;
    fail = reject;
  });
  const ask = (): Promise<Answer> => {
    asked = true;
    return promise;
  };
  return { ask, answer, fail, asked: () => asked };
}

describe('latest', () => {
  it('lets a newer question of the same lane take the place of a waiting one', async () => {
    const latest = new Latest();
    const [a, b, c] = [question<string>(), question<string>(), question<string>()];
    const answers = [latest.ask(0, a.ask), latest.ask(0, b.ask), latest.ask(0, c.ask)];
    expect(await answers[1]).to.equal(null);
    a.answer('a');
    c.answer('c');
    expect(await answers[0]).to.equal('a');
    expect(await answers[2]).to.equal('c');
    expect(b.asked()).to.equal(false);
  });

  it('answers lanes in their order and one at a time', async () => {
    const latest = new Latest();
    const order: string[] = [];
    const log = (name: string) => (): Promise<void> => {
      order.push(name);
      return Promise.resolve();
    };
    const first = question<string>();
    const all = [
      latest.ask(3, first.ask),
      latest.ask(2, log('second lane')),
      latest.ask(0, log('first lane')),
    ];
    expect(latest.busy).to.equal(true);
    first.answer('');
    await Promise.all(all);
    expect(order).to.deep.equal(['first lane', 'second lane']);
  });

  it('goes on after a failure, which only the asker hears', async () => {
    const latest = new Latest();
    const bad = question<string>();
    const outcome = latest.ask(0, bad.ask).catch((error: unknown) => (error as Error).message);
    const good = latest.ask(0, () => Promise.resolve('fine'));
    bad.fail(new Error('broken'));
    expect(await outcome).to.equal('broken');
    expect(await good).to.equal('fine');
  });
});
