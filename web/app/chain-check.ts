import { ChainReader } from '../workers/chain.ts';
import type { LedgerCounter } from './ledger-desk.ts';
import type { VerifyPart } from './ledger-show.ts';
import { ledger as said } from '../strings/en/ledger-desk.ts';

/** "Verify all" as a job that shows how far it is and stops at once; and the chain as a file. */
export class ChainCheck {
  readonly #desk: LedgerCounter;
  #run: AbortController | null = null;

  constructor(desk: LedgerCounter) {
    this.#desk = desk;
  }

  async start(): Promise<void> {
    this.cancel();
    const run = new AbortController();
    this.#run = run;
    const reader = new ChainReader();
    const from = this.#desk.house.rim.clock.now();
    const live = await this.#desk.live();
    const total = this.#desk.show.height;
    let part: VerifyPart = { height: 0, milliseconds: 0, fault: '', faultHeight: 0 };
    run.signal.addEventListener('abort', () => {
      reader.end();
      this.#desk.publish({
        verify: {
          state: 'stopped',
          reason: '',
          done: part.height,
          total,
          part,
          resumable: false,
        },
      });
    });
    const elapsed = (): number => this.#desk.house.rim.clock.now() - from;
    try {
      await reader.check({
        lines: live.export(),
        genesisHash: this.#desk.show.genesisHash,
        keep: false,
        signal: run.signal,
        progress: ({ height, problems }) => {
          const [problem] = problems;
          part = {
            height,
            milliseconds: Math.round(elapsed()),
            fault: problem ? said.fault(problem) : '',
            faultHeight: problem ? height + 1 : 0,
          };
          this.#desk.publish({
            verify: { state: 'running', done: height, total, elapsedMs: elapsed(), part },
          });
        },
      });
      this.#desk.publish({ verify: { state: 'done', elapsedMs: elapsed(), part } });
    } catch (error) {
      if (!run.signal.aborted) throw error;
    } finally {
      if (this.#run === run) this.#run = null;
      reader.end();
    }
  }

  cancel(): void {
    this.#run?.abort(new DOMException('stopped', 'AbortError'));
    this.#run = null;
  }

  async export(): Promise<void> {
    const live = await this.#desk.live();
    const pieces: string[] = [];
    for await (const piece of live.export()) pieces.push(piece);
    const name = `gridledger-chain-${this.#desk.show.genesisHash.slice(0, 8)}.jsonl`;
    this.#desk.house.rim.saveFile(name, pieces);
    this.#desk.house.stage.say({ tone: 'info', words: said.exported(name) });
  }
}
