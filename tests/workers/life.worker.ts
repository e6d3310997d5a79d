// A thread that only lives: it holds the lock it is told to hold, and closes itself when told to.
import { holdLife } from '../../web/workers/life-lock.ts';

const scope = self as unknown as {
  postMessage(message: unknown): void;
  close(): void;
  onmessage: ((event: MessageEvent<string>) => void) | null;
};
scope.onmessage = ({ data }) => {
  if (data === 'close') scope.close();
  else void holdLife(data).then((held) => scope.postMessage(held));
};
