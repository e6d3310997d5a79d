// Conversations with known ends; scenarios.json says where each comes from.
import { expect } from '@open-wc/testing';
import { runScenario, type Scenario } from './scenario-runner.ts';
import file from './scenarios.json' with { type: 'json' };

const scenarios = file.scenarios as unknown as readonly Scenario[];

describe('Raft scenarios', () => {
  it('are sixteen', () => {
    expect(scenarios).to.have.length(16);
  });
  for (const scenario of scenarios) {
    it(`${scenario.name}: ${scenario.why}`, () => {
      expect(runScenario(scenario)).to.deep.equal([]);
    });
  }
});
