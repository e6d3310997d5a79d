/**
 * What happened in a run, as data: the words for it stand in strings/en/simulation.ts, so that a
 * story reads the same in the page, in a file and in another language.
 */
import type { Configuration } from '../raft/log-entry.ts';
import type { Message, SeatId } from '../raft/message.ts';
import type { Role } from '../raft/state.ts';
import type { Fault } from '../scenario/fault.ts';
import type { CheckName } from './show.ts';

/** Why a message that was on its way never arrived. */
export type Loss = 'cut' | 'down';

export type Happening =
  | { readonly kind: 'fault'; readonly fault: Fault }
  /** A fault that could not take effect as things stood. */
  | { readonly kind: 'fault-idle'; readonly fault: Fault }
  | { readonly kind: 'role'; readonly role: Role; readonly term: number; readonly why: string }
  | { readonly kind: 'vote'; readonly term: number; readonly candidate: SeatId }
  /** A leader learned that everything up to `index` is committed. */
  | { readonly kind: 'commit'; readonly index: number; readonly term: number }
  | { readonly kind: 'configuration'; readonly configuration: Configuration }
  | { readonly kind: 'installed'; readonly index: number }
  /** A seat of a recording started or stopped. */
  | { readonly kind: 'life'; readonly up: boolean }
  | { readonly kind: 'compacted'; readonly index: number }
  | { readonly kind: 'refused'; readonly what: string; readonly why: string }
  | {
      readonly kind: 'client';
      readonly op: 'write' | 'read';
      readonly outcome: 'ok' | 'fail' | 'info';
      readonly value: number;
    }
  /** The smallest things: shown as the latest step, not kept in the story. */
  | {
      readonly kind: 'carried';
      readonly message: Message;
      /** null = it arrived. */
      readonly lost: Loss | null;
    }
  | { readonly kind: 'tick' }
  | { readonly kind: 'written' }
  /** A client, the operator or a waiting inbox spoke to a seat. */
  | { readonly kind: 'input' }
  | { readonly kind: 'violation'; readonly check: CheckName; readonly seen: Seen };

/** One line of the run's story. */
export interface StoryLine {
  readonly tick: number;
  /** Number of the step that it belongs to. */
  readonly step: number;
  /** 0 = the network or a client. */
  readonly seat: SeatId;
  readonly what: Happening;
}

/** What a check saw when it failed. */
export type Seen =
  | {
      readonly kind: 'two-leaders';
      readonly term: number;
      readonly first: SeatId;
      readonly second: SeatId;
    }
  | { readonly kind: 'leader-changed-log'; readonly seat: SeatId; readonly index: number }
  | {
      readonly kind: 'logs-differ';
      readonly first: SeatId;
      readonly second: SeatId;
      readonly index: number;
      readonly term: number;
    }
  | {
      readonly kind: 'committed-missing';
      readonly seat: SeatId;
      readonly index: number;
      readonly term: number;
    }
  | { readonly kind: 'committed-differs'; readonly seat: SeatId; readonly index: number }
  | { readonly kind: 'apply-gap'; readonly seat: SeatId; readonly index: number }
  | { readonly kind: 'roots-differ'; readonly seat: SeatId; readonly index: number }
  | {
      readonly kind: 'stale-read';
      readonly seat: SeatId;
      /** Log index of the write that was read, and of one that had been acknowledged before. */
      readonly version: number;
      readonly expected: number;
    }
  | {
      readonly kind: 'term-fell';
      readonly seat: SeatId;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'commit-outside';
      readonly seat: SeatId;
      readonly commit: number;
      readonly last: number;
    }
  /** The core itself found what cannot be, and stopped. */
  | { readonly kind: 'core-stopped'; readonly seat: SeatId; readonly why: string };
