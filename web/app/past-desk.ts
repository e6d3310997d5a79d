import { ChainReader } from '../workers/chain.ts';
import type { LedgerCommand } from './cluster-command.ts';
import { ledger as said } from '../strings/en/ledger-desk.ts';
import type { PastShow } from './ledger-show.ts';
import type { LedgerCounter } from './ledger-desk.ts';

type PastCommand = Extract<LedgerCommand, { kind: 'past' }>;

/** "Change the past": every cheat is done on a copy; the running chain never learns of it. */
export class PastDesk {
  readonly #desk: LedgerCounter;
  readonly #reader = new ChainReader();

  constructor(desk: LedgerCounter) {
    this.#desk = desk;
  }

  async take({ rung, act }: PastCommand): Promise<void> {
    const { past } = this.#desk.show;
    if (act === 'undo') {
      this.#desk.publish({ past: null });
      return;
    }
    if (act === 'repair') {
      if (past?.rung === rung) await this.#repair(past);
      return;
    }
    const live = await this.#desk.live();
    const lines: string[] = [];
    for await (const line of live.export()) lines.push(line);
    const { seed } = this.#desk.house.stage.snapshot.world.scenario;
    const answer = await this.#reader.past({ lines, rung, height: 0, seed });
    this.#desk.publish({
      past: {
        rung,
        past: answer.past,
        empty: answer.past === null,
        repaired: false,
        milliseconds: answer.milliseconds,
      },
    });
  }

  /** The running cluster's own chain, checked anew, takes the copy's place if it holds. */
  async #repair(past: PastShow): Promise<void> {
    const live = await this.#desk.live();
    const { clock } = this.#desk.house.rim;
    const from = clock.now();
    const verification = await this.#reader.check({
      lines: live.export(),
      genesisHash: this.#desk.show.genesisHash,
      keep: false,
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    if (!verification.valid) {
      const { problems } = verification;
      this.#desk.house.stage.say({ tone: 'warning', words: said.notRepaired, problems });
      return;
    }
    this.#desk.publish({ past: { ...past, repaired: true, milliseconds: clock.now() - from } });
  }

  end(): void {
    this.#reader.end();
  }
}
