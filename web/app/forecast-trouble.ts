import { forecastDesk as words } from '../strings/en/forecast-desk.ts';

/** Why Prophet does not answer, where that is the browser's or the network's doing; null: ours. */
export function faultOf(error: unknown): string | null {
  if (typeof WebAssembly !== 'object') return words.trouble.noWasm;
  if (!(error instanceof Error)) return null;
  const { name, message } = error;
  if (name === 'CompileError' || /wasm code generation|unsafe-eval/i.test(message)) {
    return words.trouble.noWasm;
  }
  if (/fetch|import|network|load|server answered|could not be started/i.test(message)) {
    return words.trouble.network;
  }
  return /ended the worker/.test(message) ? words.trouble.died : null;
}
