// `expose` must run before anything is awaited: a message that arrives earlier would be lost.
import { expose } from 'comlink';
import { ComputeApi } from './compute-api.ts';

expose(new ComputeApi());
