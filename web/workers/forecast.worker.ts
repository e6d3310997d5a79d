// `expose` must run before anything is awaited: a message that arrives earlier would be lost.
import { expose } from 'comlink';
import { ForecastApi } from './forecast-api.ts';

expose(new ForecastApi());
