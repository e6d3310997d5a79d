/**
 * Wallets: balances as the chain has them, and transactions signed here with the demonstration
 * keys of the scenario's seed.
 */
import { contractTable } from '../ledger/contracts.ts';
import { demoAccountKey } from '../ledger/demo.ts';
import {
  encodeTransaction,
  signTransaction,
  transactionHash,
  type Hex,
} from '../ledger/transaction.ts';
import type { WalletAlert } from '../store/run-store.ts';
import { ledger as said } from '../strings/en/ledger-desk.ts';
import type { LedgerCommand } from './cluster-command.ts';
import type { LedgerCounter } from './ledger-desk.ts';
import type { Errand, WalletRow } from './ledger-show.ts';

type WalletCommand = Extract<LedgerCommand, { kind: `wallet-${string}` }>;

const ERRANDS_MAX = 20;
/** As many as are kept over a reload. */
const ALERTS_MAX = 100;
const LOW_MICRO = 20e6;
const URGENT_MICRO = 5e6;

interface Order {
  readonly signer: Hex;
  readonly contract: string;
  readonly payload: unknown;
  readonly words: string;
}

export class WalletDesk {
  readonly #desk: LedgerCounter;
  /** The highest number given out for each account; the chain's own may lag behind. */
  readonly #numbers = new Map<Hex, number>();
  /** Transactions of one account leave one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #nextErrand = 1;

  constructor(desk: LedgerCounter) {
    this.#desk = desk;
  }

  async take(command: Exclude<WalletCommand, never>): Promise<void> {
    switch (command.kind) {
      case 'wallet-thresholds':
        this.#setAlert(command);
        return this.refresh();
      case 'wallet-top-up':
        return this.#send({
          signer: this.#keyOf('faucet'),
          contract: 'top-up',
          payload: { to: command.to, valueMicro: command.valueMicro },
          words: said.topUp(this.#name(command.to), command.valueMicro),
        });
      case 'wallet-pay':
        return this.#send({
          signer: command.from,
          contract: 'transfer',
          payload: { to: command.to, valueMicro: command.valueMicro },
          words: said.pay(this.#name(command.from), this.#name(command.to), command.valueMicro),
        });
    }
  }

  /** Balances of all accounts, as the chain has them now. */
  async refresh(): Promise<void> {
    const { live } = this.#desk.house.stage.snapshot.cluster;
    if (!live) return;
    const cluster = await this.#desk.live();
    const rows = await Promise.all(
      live.genesis.accounts.map(async ({ name, publicKey, role }): Promise<WalletRow> => {
        const answer = await cluster.query({ kind: 'account', publicKey });
        const page = answer.kind === 'account' ? answer.page : null;
        return {
          name,
          publicKey,
          role,
          balanceMicro: page?.balanceMicro ?? 0,
          nonce: page?.nonce ?? 0,
          ...this.#alertOf(publicKey),
        };
      }),
    );
    this.#desk.publish({ wallets: rows });
  }

  #alertOf(account: Hex): Pick<WalletRow, 'lowMicro' | 'urgentMicro'> {
    const set = this.#desk.house.stage.snapshot.alerts.find((each) => each.account === account);
    const { lowMicro, urgentMicro } = set ?? { lowMicro: LOW_MICRO, urgentMicro: URGENT_MICRO };
    return { lowMicro, urgentMicro };
  }

  /** Kept with the session, for they are the owner's and no business of the chain's. */
  #setAlert({ account, lowMicro, urgentMicro }: WalletAlert): void {
    const { stage, settle } = this.#desk.house;
    const others = stage.snapshot.alerts.filter((each) => each.account !== account);
    const alerts = [...others, { account, lowMicro, urgentMicro }].slice(-ALERTS_MAX);
    stage.publish({ alerts });
    settle();
  }

  #send(order: Order): Promise<void> {
    const sent = this.#queue.then(() => this.#submit(order));
    // One that fails must not keep the next from leaving.
    this.#queue = sent.catch(() => undefined);
    return sent;
  }

  async #submit({ signer, contract, payload, words }: Order): Promise<void> {
    const rules = contractTable().find(contract, 1);
    if (!rules) return;
    const problems = rules.check(payload);
    if (problems.length > 0) {
      this.#desk.house.stage.say({ tone: 'warning', words: said.cannot, problems });
      return;
    }
    const live = await this.#desk.live();
    const answer = await live.query({ kind: 'account', publicKey: signer });
    const executed = answer.kind === 'account' ? (answer.page?.nonce ?? 0) : 0;
    const nonce = Math.max(executed, this.#numbers.get(signer) ?? 0) + 1;
    this.#numbers.set(signer, nonce);
    const { seed } = this.#desk.house.stage.snapshot.world.scenario;
    const transaction = signTransaction(
      {
        chain: this.#desk.show.genesisHash,
        contract,
        contractVersion: 1,
        from: signer,
        nonce,
        payload: rules.encode(payload),
      },
      demoAccountKey(seed, this.#name(signer)),
    );
    const id = this.#nextErrand++;
    const hash = transactionHash(transaction);
    this.#tell({ id, hash, words, state: { kind: 'waiting' } });
    // The next may leave while this one waits for its block.
    void live.submit(encodeTransaction(transaction)).then((outcome) => {
      if (outcome.outcome === 'committed') {
        const { height, reason } = outcome;
        const receipt = reason ? { accepted: false as const, reason } : { accepted: true as const };
        this.#tell({ id, hash, words, state: { kind: 'committed', height, receipt } });
        return;
      }
      // Its number was not used up: the chain's own counts again.
      this.#numbers.delete(signer);
      const state: Errand['state'] =
        outcome.outcome === 'refused'
          ? { kind: 'refused', reason: outcome.reason }
          : { kind: 'unknown' };
      this.#tell({ id, hash, words, state });
    });
  }

  #tell(errand: Errand): void {
    const others = this.#desk.show.errands.filter(({ id }) => id !== errand.id);
    const all = [errand, ...others].sort((a, b) => b.id - a.id);
    this.#desk.publish({ errands: all.slice(0, ERRANDS_MAX) });
  }

  #keyOf(role: 'faucet'): Hex {
    const accounts = this.#desk.house.stage.snapshot.cluster.live?.genesis.accounts ?? [];
    return accounts.find((account) => account.role === role)?.publicKey ?? '';
  }

  #name(publicKey: Hex): string {
    const accounts = this.#desk.house.stage.snapshot.cluster.live?.genesis.accounts ?? [];
    return accounts.find((account) => account.publicKey === publicKey)?.name ?? '';
  }
}
