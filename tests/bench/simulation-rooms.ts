/** What the bench of the simulation needs, in one module. */
export { DEFAULT_CLUSTER } from '../../web/scenario/fault.ts';
export { chaos as chaosList } from '../../web/simulation/chaos.ts';
export { setupOf } from '../../web/simulation/setup.ts';
export { World } from '../../web/simulation/world.ts';
