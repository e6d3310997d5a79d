import { Point, utils, verify as nobleVerify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { expect } from '@open-wc/testing';
import { decodeBlock, encodeBlock, headerHash } from '../../web/ledger/block.ts';
import { bytesOf, hexOf } from '../../web/ledger/bytes.ts';
import { certificateFault } from '../../web/ledger/certificate.ts';
import { applyBlock, decodeChain, encodeChain, openChain } from '../../web/ledger/chain.ts';
import { contractTable } from '../../web/ledger/contracts.ts';
import { demoAccountKey, demoGenesis } from '../../web/ledger/demo.ts';
import { decodeGenesis, encodeGenesis, genesisHash } from '../../web/ledger/genesis.ts';
import { isPublicKey, keyPairOf, sign, strictVerifier, verify } from '../../web/ledger/key.ts';
import { stateRoot } from '../../web/ledger/state.ts';
import {
  decodeTransaction,
  encodeTransaction,
  transactionHash,
} from '../../web/ledger/transaction.ts';
import ledger from '../vectors/ledger.json' with { type: 'json' };
import rfc from '../vectors/rfc8032.json' with { type: 'json' };
import sha2 from '../vectors/sha2.json' with { type: 'json' };
import wycheproof from '../vectors/wycheproof-ed25519.json' with { type: 'json' };

/** A point of order 8; its eight multiples are all the points of small order. */
const order8 = Point.fromBytes(
  bytesOf('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'),
  true,
);
const SMALL = [Point.ZERO];
while (SMALL.length < 8) SMALL.push(SMALL.at(-1)!.add(order8));

describe('published vectors', () => {
  it('SHA-2 gives the digests of NIST', () => {
    const million = new Uint8Array(1_000_000).fill(0x61);
    for (const [name, hash] of [
      ['sha256', sha256],
      ['sha512', sha512],
    ] as const) {
      const vectors = sha2[name] as [message: string, digest: string][];
      expect(vectors.length).to.be.above(60);
      for (const [message, digest] of vectors) {
        expect(hexOf(hash(bytesOf(message))), message).to.equal(digest);
      }
      expect(hexOf(hash(million))).to.equal(sha2.millionA[name]);
    }
  });

  it('keys and signatures are those of RFC 8032, section 7.1', () => {
    expect(rfc.tests).to.have.length(5);
    for (const { name, secretKey, publicKey, message, signature } of rfc.tests) {
      expect(keyPairOf(bytesOf(secretKey)).publicKey, name).to.equal(publicKey);
      expect(sign(bytesOf(message), bytesOf(secretKey)), name).to.equal(signature);
      expect(verify(signature, bytesOf(message), publicKey), name).to.equal(true);
    }
  });

  it('judges every signature of Wycheproof as it should', () => {
    const tests = wycheproof.tests as [number, boolean, string, string, string, string][];
    expect(tests).to.have.length(151);
    for (const [id, valid, publicKey, message, signature, comment] of tests) {
      const answer = verify(signature, bytesOf(message), publicKey);
      expect(answer, `${String(id)} ${comment}`).to.equal(valid);
    }
  });

  it('admits no key of small order and none with a small-order part', () => {
    const honest = Point.fromBytes(bytesOf(rfc.tests[0]?.publicKey ?? ''));
    SMALL.forEach((small, i) => {
      expect(isPublicKey(small.toHex()), `order divides 8: ${String(i)}`).to.equal(false);
      expect(isPublicKey(honest.add(small).toHex()), String(i)).to.equal(i === 0);
    });
    expect(new Set(SMALL.map((small) => small.toHex())).size).to.equal(8);
    // p + 1 instead of 1: the same point in a second form.
    expect(isPublicKey(`ee${'ff'.repeat(30)}7f`)).to.equal(false);
    expect(isPublicKey('02' + '00'.repeat(31))).to.equal(false);
    expect(isPublicKey('')).to.equal(false);
  });
  it('accepts nothing that only a laxer verifier accepts', () => {
    const message = bytesOf('616263');
    const zero = '00'.repeat(32);
    const laxly = (signature: string, publicKey: string): boolean =>
      nobleVerify(bytesOf(signature), message, bytesOf(publicKey), { zip215: true });
    // Keys and halves of small order make signatures that fit every message.
    for (const key of SMALL) {
      for (const half of SMALL) {
        const signature = `${half.toHex()}${zero}`;
        expect(laxly(signature, key.toHex())).to.equal(true);
        expect(verify(signature, message, key.toHex())).to.equal(false);
      }
    }
    // The owner of an honest key picks the neutral point in its second, uncanonical form.
    const { secretKey, publicKey } = keyPairOf(bytesOf(rfc.tests[0]?.secretKey ?? ''));
    const { n } = Point.CURVE();
    const number = (bytes: Uint8Array): bigint => BigInt(`0x${hexOf(bytes.slice().reverse())}`);
    const half = `ee${'ff'.repeat(30)}7f`;
    const challenge = number(sha512(bytesOf(half + publicKey + hexOf(message)))) % n;
    const { scalar } = utils.getExtendedPublicKey(secretKey);
    const answer = ((challenge * scalar) % n).toString(16).padStart(64, '0');
    const signature = half + hexOf(bytesOf(answer).reverse());
    expect(laxly(signature, publicKey)).to.equal(true);
    expect(verify(signature, message, publicKey)).to.equal(false);
  });
});

describe('bytes of the ledger', () => {
  const bytes = bytesOf(ledger.block);

  it('are those that another program wrote from the documented layout', () => {
    const { seed, seats, homes } = ledger;
    const genesis = demoGenesis({ seed, seats, homes });
    expect(hexOf(encodeGenesis(genesis))).to.equal(ledger.genesis);
    expect(genesisHash(genesis)).to.equal(ledger.genesisHash);
    expect(decodeGenesis(bytesOf(ledger.genesis))).to.deep.equal(genesis);
    for (const [name, secret] of Object.entries(ledger.secretKeys)) {
      expect(hexOf(demoAccountKey(seed, name).secretKey), name).to.equal(secret);
    }
    for (const vector of ledger.transactions) {
      const transaction = decodeTransaction(bytesOf(vector.bytes));
      expect(transaction, vector.hash).to.not.equal(null);
      if (!transaction) continue;
      expect(hexOf(encodeTransaction(transaction))).to.equal(vector.bytes);
      expect(transactionHash(transaction)).to.equal(vector.hash);
    }
    const block = decodeBlock(bytes);
    expect(block && hexOf(encodeBlock(block))).to.equal(ledger.block);
    expect(block && headerHash(block.header)).to.equal(ledger.headerHash);
    expect(block?.header.merkleRoot).to.equal(ledger.merkleRoot);
    const fault =
      block && certificateFault(ledger.certificate, block.header, genesis, strictVerifier);
    expect(fault).to.equal(null);
    expect(ledger.certificate).to.have.length(2);
  });

  it('lead to the same state, and back from its snapshot', () => {
    const genesis = decodeGenesis(bytesOf(ledger.genesis));
    if (!genesis) throw new Error('the genesis of the vectors was refused');
    const chain = openChain(genesis);
    expect(stateRoot(chain.state)).to.equal(ledger.stateRootBefore);
    const rules = { contracts: contractTable(), verifier: strictVerifier };
    const applied = applyBlock(chain, bytes, { term: 2, index: 3 }, rules);
    expect(applied.fault).to.equal(null);
    expect(applied.receipts).to.deep.equal(Array(3).fill({ accepted: true }));
    expect(stateRoot(applied.chain.state)).to.equal(ledger.stateRootAfter);
    expect(hexOf(encodeChain(applied.chain))).to.equal(ledger.snapshot);
    expect(decodeChain(genesis, bytesOf(ledger.snapshot))).to.deep.equal(applied.chain);
  });
});
