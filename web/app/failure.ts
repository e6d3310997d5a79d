import { COMMIT, VERSION } from '../build-info.ts';
import { session as words } from '../strings/en/session.ts';
import type { Stage } from './stage.ts';

/** true: the worker was ended before it answered, which says nothing about the question. */
export function isOvertaken(error: unknown): boolean {
  return error instanceof Error && error.name === 'WorkerDied';
}

/** The sentence for a page that cannot compute at all; null when the fault is ours. */
export function engineWords(error: unknown): string | null {
  if (typeof WebAssembly !== 'object') return words.engine.noWasm;
  if (typeof Worker !== 'function') return words.engine.noWorker;
  if (!(error instanceof Error)) return words.engine.notLoaded;
  if (error instanceof WebAssembly.CompileError || error.name === 'CompileError') {
    return /wasm code generation|unsafe-eval|disallowed by embedder/i.test(error.message)
      ? words.engine.noWasm
      : words.engine.noSimd;
  }
  if (error.name === 'SecurityError') return words.engine.noWorker;
  const network = error instanceof TypeError && /fetch|load|network/i.test(error.message);
  return network || error.message.startsWith('kernel.wasm') ? words.engine.notLoaded : null;
}

/** Says why a question to the solver failed: the browser cannot compute, or a fault of ours. */
export function reportFailure(stage: Stage, error: unknown): void {
  const cannot = engineWords(error);
  if (cannot === null) reportBug(stage, error);
  else stage.publish({ engine: { state: 'failed', words: cannot } });
}

/** Says that something of ours broke and gives the text that helps to find it. */
export function reportBug(stage: Stage, error: unknown): void {
  // Known by its name, so that the page need not load the cluster's client to know it.
  if (error instanceof Error && error.name === 'NoAnswer') {
    stage.say({ tone: 'warning', words: words.noAnswer });
    return;
  }
  const fault = error instanceof Error ? error : new Error(String(error));
  const { context } = fault as { context?: unknown };
  const report = words.bugReport({
    version: VERSION,
    commit: COMMIT,
    link: stage.snapshot.link,
    error: `${fault.name}: ${fault.message} ${context === undefined ? '' : JSON.stringify(context)}`,
    stack: fault.stack ?? '',
    agent: typeof navigator === 'object' ? navigator.userAgent : '',
  });
  stage.say({ tone: 'failure', words: words.bug, report });
}
