// `expose` must run before anything is awaited: a message that arrives earlier would be lost.
import { expose } from 'comlink';
import { ChainApi } from './chain-api.ts';

expose(new ChainApi());
