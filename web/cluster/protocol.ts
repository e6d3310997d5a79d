/** What seats and tabs say to each other besides Raft's own messages. Plain data. */
import type { Attestation } from '../ledger/block.ts';
import type { Hex } from '../ledger/transaction.ts';
import type { ConfigurationChange } from '../raft/log-entry.ts';
import type { Message } from '../raft/message.ts';
import type { Admission } from '../raft/newcomer.ts';
import type { MessageShow, SeatShow } from '../raft/show.ts';
import type { TraceLine } from '../simulation/trace.ts';
import type { StoredBlock } from './disk.ts';
import type { Answer, Query, Submitted } from './live.ts';
import type { Rules } from './weather.ts';
import type { Problem } from '../assert.ts';

/** From seat to seat: subject to cuts and loss. */
export interface SeatPost {
  readonly from: number;
  /** Of the page it came from; another one's core may understand it differently. */
  readonly build: string;
  /** What it had to learn when it was let in, 0 for a founder: a later life's is higher. */
  readonly since: number;
  readonly raft: readonly Message[];
  readonly attests: readonly BlockAttestation[];
  readonly ask: SeatAsk | null;
}

export interface BlockAttestation extends Attestation {
  readonly height: number;
  readonly hash: Hex;
}

/** What a seat asks of another; answers come the same way. */
export type SeatAsk =
  /** A seat that lost its disk, or a new one, asks the leader to be let in as a learner. */
  | { readonly kind: 'join'; readonly life: number }
  /** Every promise of the earlier life is void: it may take part as a learner. */
  | { readonly kind: 'joined'; readonly life: number; readonly admission: Admission }
  | { readonly kind: 'blocks'; readonly heights: readonly number[] }
  | { readonly kind: 'blocks-here'; readonly blocks: readonly StoredBlock[] };

/** From a tab to a seat. */
export interface ClientPost {
  readonly client: string;
  readonly id: number;
  readonly request: ClientRequest;
}

export type ClientRequest =
  | { readonly kind: 'submit'; readonly bytes: Uint8Array }
  | { readonly kind: 'read'; readonly key: string }
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'export'; readonly from: number; readonly count: number }
  | { readonly kind: 'conf'; readonly change: ConfigurationChange }
  | { readonly kind: 'transfer'; readonly to: number }
  | { readonly kind: 'timeout-now' }
  | { readonly kind: 'trace' };

export interface SeatReply {
  readonly id: number;
  readonly reply: ClientReply;
}

export type ClientReply =
  | { readonly kind: 'submitted'; readonly submitted: Submitted }
  /** The seat took the transaction; the final word follows. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'value'; readonly bytes: Uint8Array | undefined; readonly height: number }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'blocks'; readonly height: number; readonly blocks: readonly StoredBlock[] }
  | { readonly kind: 'done' }
  /** Not executed here. `leader`: whom to ask instead, 0 = unknown. */
  | { readonly kind: 'not-leader'; readonly leader: number }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'trace'; readonly lines: readonly TraceLine[] };

/** From a seat to every page that looks on, at most 20 times a second. */
export interface SeatStatus {
  readonly build: string;
  readonly show: SeatShow;
  readonly voters: readonly number[];
  readonly learners: readonly number[];
  readonly messages: readonly MessageShow[];
  readonly damage: Problem | null;
  readonly durable: boolean;
}

/** To every tab and every seat. */
export type Control =
  | { readonly kind: 'hello'; readonly tab: number; readonly build: string }
  | { readonly kind: 'here'; readonly tab: number; readonly build: string; readonly rules: Rules }
  | { readonly kind: 'rules'; readonly rules: Rules }
  /** `person` false: a link asks, and a seat that another link holds stays there. */
  | {
      readonly kind: 'let-go';
      readonly seat: number;
      readonly tab: number;
      readonly person: boolean;
    }
  | { readonly kind: 'keeps'; readonly seat: number; readonly tab: number }
  | { readonly kind: 'crash'; readonly seat: number }
  | { readonly kind: 'stopped'; readonly seat: number; readonly words: string }
  | { readonly kind: 'reset' };
