// `expose` must run before anything is awaited: a message that arrives earlier would be lost.
import { expose } from 'comlink';
import { SimulationApi } from './simulation-api.ts';

expose(new SimulationApi());
