/** The scenario as a JSON file: everything the link says, spelled out; `read-file.ts` reads it. */
import type { Scenario } from './scenario.ts';

export const FILE_FORMAT = 'gridledger-scenario';

/** A file that `readScenarioFile` takes back; two spaces deep, keys in a fixed order. */
export function formatScenarioFile(scenario: Scenario, link: string): string {
  return `${JSON.stringify({ format: FILE_FORMAT, link, scenario }, null, 2)}\n`;
}

/** true: the text claims to be a scenario file (and should be read by nobody else). */
export function looksLikeScenario(text: string): boolean {
  return /^\s*\{/.test(text) && text.slice(0, 4096).includes(`"${FILE_FORMAT}"`);
}
