/** Signs the blocks that this seat applied, tells the others, and takes their signatures. */
import { attestationClaim } from '../ledger/certificate.ts';
import type { Genesis } from '../ledger/genesis.ts';
import type { Signing } from './driver.ts';
import type { NewBlock } from './host.ts';
import { hasSigned, type Notary } from './notary.ts';
import type { BlockAttestation } from './protocol.ts';

/** Signatures of so many ms travel together: one message a block and seat would be too many. */
const GATHER_MS = 20;

interface Parts {
  readonly seat: number;
  readonly genesis: Genesis;
  readonly signatures: Signing;
}

export class Attester {
  readonly #parts: Parts;
  readonly #notary: Notary;
  readonly #tell: (attests: readonly BlockAttestation[]) => void;
  #own: BlockAttestation[] = [];
  #gathering = false;

  constructor(parts: Parts, notary: Notary, tell: (attests: readonly BlockAttestation[]) => void) {
    this.#parts = parts;
    this.#notary = notary;
    this.#tell = tell;
  }

  async attest(blocks: readonly NewBlock[]): Promise<void> {
    const { seat, genesis, signatures } = this.#parts;
    for (const { stored, header } of blocks) {
      const { height, hash, certificate } = stored;
      if (!header.voters.includes(seat) || hasSigned(certificate, seat)) continue;
      const claim = attestationClaim({ seat, signature: '' }, hash, genesis);
      if (!claim) continue;
      const attest = { seat, signature: await signatures.sign(claim.message), height, hash };
      await this.take([attest]);
      this.#own.push(attest);
    }
    if (this.#own.length === 0 || this.#gathering) return;
    this.#gathering = true;
    setTimeout(() => {
      this.#gathering = false;
      this.#tell(this.#own.splice(0));
    }, GATHER_MS);
  }

  async take(attests: readonly BlockAttestation[]): Promise<void> {
    const claims = attests.map((one) => this.#notary.claim(one)).filter((claim) => claim !== null);
    await this.#parts.signatures.prepare(claims);
    for (const attest of attests) this.#notary.take(attest);
  }
}
