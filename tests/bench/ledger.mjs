// The ledger: signatures by the normative and the engine's own verifier, blocks applied with known
// signatures, and a chain of 10,000 blocks checked from its export. Ratios of one run.
import { createPrivateKey, sign } from 'node:crypto';
import { loadRooms, race } from './measure.mjs';

const ROOMS = [
  ...['chain', 'certificate', 'contracts', 'demo', 'export', 'key', 'block', 'bytes'].map(
    (name) => `/web/ledger/${name}.ts`,
  ),
  ...['transaction', 'contracts/transfer', 'merkle', 'verify'].map(
    (name) => `/web/ledger/${name}.ts`,
  ),
  '/web/verify-chain.ts',
  '/web/workers/fast-signature.ts',
];
const SEED = 7;
const VOTERS = [1, 2, 3, 4, 5];

/** OpenSSL signs for the bench, thirty times as fast; the bytes are the same. */
const signerOf = ({ secretKey }) => {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), secretKey]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return (message) => sign(null, message, key).toString('hex');
};

function world(ledger) {
  const genesis = ledger.demoGenesis({ seed: SEED, seats: 5, homes: 8 });
  const keys = genesis.accounts.slice(0, 8).map(({ name }) => ledger.demoAccountKey(SEED, name));
  const signers = keys.map(signerOf);
  const start = ledger.openChain(genesis);
  /** The `i`-th payment round and round the homes. */
  const payment = (i) => {
    const to = keys[(i + 1) % 8].publicKey;
    const wish = {
      chain: start.genesisHash,
      contract: 'transfer',
      contractVersion: 1,
      from: keys[i % 8].publicKey,
      nonce: Math.floor(i / 8) + 1,
      payload: ledger.transfer.encode({ to, valueMicro: 1 + (i % 100) }),
    };
    return { ...wish, signature: signers[i % 8](ledger.signedPart(wish)) };
  };
  return { genesis, start, payment };
}

/** Blocks of `size` payments, as bytes. */
function build(ledger, { start, payment }, { count, size }) {
  const rules = { contracts: ledger.contractTable(), verifier: { holds: () => true } };
  let chain = start;
  const blocks = [];
  for (let i = 0; i < count; i += size) {
    const transactions = Array.from({ length: size }, (_, k) => payment(i + k));
    const place = { term: 1, index: chain.tip.height + 1, proposer: 1, voters: VOTERS };
    const bytes = ledger.buildBlock(chain, { transactions, ...place });
    const applied = ledger.applyBlock(chain, bytes, null, rules);
    blocks.push({ bytes, hash: applied.hash });
    chain = applied.chain;
  }
  return blocks;
}

async function signatures(ledger, made) {
  const count = 200;
  const claims = Array.from({ length: count }, (_, i) => {
    const transaction = made.payment(i);
    const hash = ledger.transactionHash(transaction);
    return ledger.transactionClaim(transaction, hash, ledger.signedPart(transaction));
  });
  const [noble] = race([() => claims.forEach((claim) => ledger.strictVerifier.holds(claim))], 3);
  let fast = Infinity;
  for (let round = 0; round < 3; round++) {
    const cache = ledger.signatureCache();
    const from = performance.now();
    await ledger.noteFast(cache, claims);
    fast = Math.min(fast, performance.now() - from);
    if (!claims.every(({ id }) => cache.has(id))) throw new Error('the engine has no Ed25519');
  }
  const rate = (ms) => `${Math.round((count / ms) * 1000)}/s`;
  console.log(
    `signatures checked: normative ${rate(noble)}, the engine's own ${rate(fast)}, ` +
      `ratio ${(noble / fast).toFixed(1)}×`,
  );
}

function apply(ledger, made) {
  const count = 2000;
  const rules = { contracts: ledger.contractTable(), verifier: { holds: () => true } };
  const sizes = [1, 10, 100, 1000];
  const chains = sizes.map((size) => build(ledger, made, { count, size }));
  const jobs = chains.map((blocks) => () => {
    let { start: chain } = made;
    for (const { bytes } of blocks) ({ chain } = ledger.applyBlock(chain, bytes, null, rules));
    if (chain.tip.height !== blocks.length) throw new Error('a block was refused');
  });
  const times = race(jobs, 3);
  const rates = sizes.map((size, i) => {
    return `${Math.round((count / times[i]) * 1000)} at ${size} a block`;
  });
  console.log(`transactions applied each second, signatures known: ${rates.join(', ')}`);
}

async function verifyAll(ledger, made) {
  const heights = 10_000;
  const seats = [1, 2, 3].map((seat) => [seat, signerOf(ledger.demoSeatKey(SEED, seat))]);
  const lines = [ledger.genesisLine(made.genesis)];
  build(ledger, made, { count: heights, size: 1 }).forEach(({ bytes, hash }, i) => {
    const certificate = seats.map(([seat, signer]) => {
      const { message } = ledger.attestationClaim({ seat, signature: '' }, hash, made.genesis);
      return { seat, signature: signer(message) };
    });
    lines.push(ledger.blockLine({ height: i + 1, bytes, certificate }));
  });
  const text = lines.join('');
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  const from = performance.now();
  const result = await ledger.verifyChain(text);
  const milliseconds = performance.now() - from;
  clearInterval(timer);
  if (!result.valid || result.height !== heights) throw new Error(JSON.stringify(result));
  const known = { holds: () => true };
  const [bare] = race(
    [
      () => {
        const verifier = ledger.openVerifier({ verifier: known });
        for (const line of lines) verifier.feed(line);
      },
    ],
    1,
  );
  console.log(
    `export of ${heights} blocks, ${heights * 4} signatures, ${(text.length / 1e6).toFixed(1)} MB: ` +
      `checked in ${(milliseconds / 1000).toFixed(2)} s, of which all but the signatures ` +
      `${(bare / 1000).toFixed(2)} s; longest pause of other work ${longest.toFixed(0)} ms`,
  );
}

export async function run() {
  const ledger = await loadRooms(ROOMS);
  const made = world(ledger);
  await signatures(ledger, made);
  apply(ledger, made);
  await verifyAll(ledger, made);
}
