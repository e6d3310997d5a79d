/** Everything a person can ask for. Plain data; views dispatch these and nothing else. */
import type { Scenario } from '../scenario/scenario.ts';
import type { ClusterCommand, LedgerCommand } from './cluster-command.ts';
import type { ForecastCommand } from './forecast-command.ts';
import type { ViewId } from './snapshot.ts';
import type { YearCommand } from './year-command.ts';

/** Ledger, cluster, year and forecast have their own desks, loaded when first asked. */
export type AnnexCommand = ClusterCommand | LedgerCommand | YearCommand | ForecastCommand;

export function isAnnex(command: Command): command is AnnexCommand {
  return /^(?:cluster|seat|live|run|ledger|wallet|past|year|forecast)(?:-|$)/.test(command.kind);
}

export type Command = PageCommand | AnnexCommand;

export type PageCommand =
  | { readonly kind: 'view'; readonly view: ViewId }
  /**
   * A new scenario, undoable under `words` ("Load at bus 7 to 900 kW"). Changes with the same
   * non-empty `gesture` (one drag) are one step of undo.
   */
  | {
      readonly kind: 'change';
      readonly scenario: Scenario;
      readonly words: string;
      readonly gesture?: string;
    }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  /** Back to the link's state, all of it, undoable. */
  | { readonly kind: 'reset' }
  /** Moves time; not an undo step. */
  | { readonly kind: 'seek'; readonly minute: number }
  | { readonly kind: 'step'; readonly slots: number }
  | { readonly kind: 'play' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'speed'; readonly daySeconds: number }
  | { readonly kind: 'pin-baseline' }
  | { readonly kind: 'drop-baseline' }
  | { readonly kind: 'trace-nose' }
  | { readonly kind: 'search-start' }
  | { readonly kind: 'search-cancel' }
  | { readonly kind: 'search-resume' }
  | { readonly kind: 'select-design'; readonly index: number }
  /** Puts the selected design into the scenario's devices and pins the old world as baseline. */
  | { readonly kind: 'use-design'; readonly index: number }
  /** Empty = all. */
  | { readonly kind: 'reproduce'; readonly tables: readonly string[] }
  | { readonly kind: 'reproduce-cancel' }
  /** Text dropped, pasted or picked: MATPOWER case, scenario JSON, link, exported chain. */
  | { readonly kind: 'import'; readonly name: string; readonly text: string }
  | { readonly kind: 'open-link'; readonly hash: string }
  | { readonly kind: 'projector'; readonly on: boolean }
  | { readonly kind: 'theme'; readonly theme: 'system' | 'light' | 'dark' }
  | { readonly kind: 'shortcuts'; readonly on: boolean }
  | { readonly kind: 'update-now' }
  | { readonly kind: 'save-offline' }
  | { readonly kind: 'dismiss'; readonly notice: number };
