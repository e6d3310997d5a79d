import { ChainReader } from '../workers/chain.ts';
import type { LedgerCommand } from './cluster-command.ts';
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
      if (past?.rung === rung) this.#desk.publish({ past: { ...past, repaired: true } });
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

  end(): void {
    this.#reader.end();
  }
}
