// Conversations with known ends; scenarios.json says where each comes from.
import { expect } from '@open-wc/testing';
import { runScenario, type Scenario } from './scenario-runner.ts';
import file from './scenarios.json' with { type: 'json' };

const scenarios = file.scenarios as unknown as readonly Scenario[];

describe('Raft scenarios', () => {
  it('are sixteen', () => {
    expect(scenarios).to.have.length(16);
  });

  it('are told apart from what they are not', () => {
    const wrong: Scenario = {
      name: 'wrong',
      why: 'a runner that finds nothing proves nothing',
      nodes: { 1: { term: 1, commit: 0, log: [] } },
      events: [
        ['never', { commit: { 1: 2 } }],
        ['campaign', 1],
        ['propose', 1, 'a'],
        ['settle'],
        ['expect', { leader: 2, term: { 1: 1 }, log: { 1: [2] }, commit: { 1: 2 } }],
      ],
    };
    expect(runScenario(wrong)).to.deep.equal([
      'event 3: seat 1 shows commit 2',
      'event 4: seat 1 shows commit 2',
      'event 5: the leader is 1, not 2',
      'event 5: log of 1 is [2,2], not [2]',
      'event 5: term of 1 is 2, not 1',
      'event 5: seat 1 shows commit 2',
    ]);
  });

  for (const scenario of scenarios) {
    it(`${scenario.name}: ${scenario.why}`, () => {
      expect(runScenario(scenario)).to.deep.equal([]);
    });
  }
});
