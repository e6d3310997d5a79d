import { expect } from '@open-wc/testing';
import { type BlockHeader, encodeBlock, headerHash } from '../../web/ledger/block.ts';
import { applyBlock, buildBlock } from '../../web/ledger/chain.ts';
import {
  blockLine,
  genesisLine,
  parseBlockLine,
  parseGenesisLine,
} from '../../web/ledger/export.ts';
import { type Claim, signatureCache } from '../../web/ledger/key.ts';
import { openVerifier, type VerifierOptions } from '../../web/ledger/verify.ts';
import { verifyChain } from '../../web/verify-chain.ts';
import { certify, exportOf, grow, openWorld, pay, type World } from './world.ts';

const chainOf = (heights: number): World => {
  const world = openWorld();
  for (let i = 0; i < heights; i++) {
    grow(world, [pay(world, [`Home ${(i % 4) + 1}`, 'Home 5'], 1000 + i)]);
  }
  return world;
};

const world = chainOf(6);
const lines = exportOf(world);
const { genesisHash, tip } = world.chain;

const judge = (text: readonly string[], options: VerifierOptions = {}) => {
  const verifier = openVerifier({ verifier: world.rules.verifier, ...options });
  for (const line of text) verifier.feed(line);
  return verifier.result();
};
const rules = (text: readonly string[], options?: VerifierOptions): readonly string[] =>
  judge(text, options).problems.map(({ rule }) => rule);

/** The lines with one of them changed. */
const withLine = (at: number, change: (line: string) => string): readonly string[] =>
  lines.map((line, i) => (i === at ? change(line) : line));

/** Another last digit of the block: it belongs to the signature of its last transaction. */
const withLastDigit = (line: string): string =>
  line.replace(/(.)","certificate/, (_, digit) => `${digit === '0' ? '1' : '0'}","certificate`);

describe('verification of an export', () => {
  it('accepts the chain as it is, with and without the genesis that is trusted', () => {
    const good = { valid: true, height: 6, tipHash: tip.hash, problems: [] };
    expect(judge(lines)).to.deep.equal(good);
    expect(judge(lines, { genesisHash })).to.deep.equal(good);
    expect(judge([...lines, '', '  \n'])).to.deep.equal(good);
    expect(judge(lines.slice(0, 1))).to.deep.equal({
      ...{ valid: true, height: 0, tipHash: genesisHash, problems: [] },
    });
  });

  it('says what is wrong, where, and what still holds', () => {
    const lineOf = (height: number) => parseBlockLine(lines[height] ?? '')!;
    const cases: [string, readonly string[], number][] = [
      ['genesis', [], 0],
      ['genesis', lines.slice(1), 0],
      ['genesis', withLine(0, (line) => line.replace('Home 1', 'Home\u00071')), 0],
      ['line', withLine(3, () => 'null'), 2],
      ['line', withLine(3, (line) => line.slice(0, -20)), 2],
      ['line', withLine(3, (line) => line.replace('"height"', '"Height"')), 2],
      ['height', lines.filter((_, i) => i !== 3), 2],
      ['height', [...lines.slice(0, 3), ...lines.slice(2)], 2],
      ['block-bytes', withLine(3, (line) => line.replace('"block":"01', '"block":"02')), 2],
      ['block-merkle', withLine(3, withLastDigit), 2],
      ['certificate-majority', withLine(3, () => blockLine({ ...lineOf(3), certificate: [] })), 2],
      [
        'certificate-signature',
        withLine(3, () => {
          return blockLine({ ...lineOf(3), certificate: certify('ab'.repeat(32), [1, 2, 3]) });
        }),
        2,
      ],
      [
        'certificate-stranger',
        withLine(3, () => {
          const certificate = certify(world.applied[2]?.hash ?? '', [1, 2, 3, 8]);
          return blockLine({ ...lineOf(3), certificate });
        }),
        2,
      ],
    ];
    for (const [rule, text, height] of cases) {
      const result = judge(text);
      expect(
        result.problems.map((problem) => problem.rule),
        rule,
      ).to.deep.equal([rule]);
      expect([result.valid, result.height], rule).to.deep.equal([false, height]);
      for (const { where, found, allowed, remedy } of result.problems) {
        expect(where.line, rule).to.equal(height === 0 ? 1 : height + 2);
        for (const words of [found, allowed, remedy]) expect(words, rule).to.not.equal('');
      }
    }
    expect(rules(lines, { genesisHash: 'ab'.repeat(32) })).to.deep.equal(['trusted-genesis']);
  });

  it('executes again: a wrong state root is found though everybody signed it', () => {
    const lied = chainOf(2);
    const { block } = grow(lied, []);
    const header = { ...block.header, stateRoot: 'ab'.repeat(32) };
    const certificate = certify(headerHash(header), [1, 2, 3, 4, 5]);
    const bytes = encodeBlock({ header, transactions: [] });
    const forged = [...exportOf(lied).slice(0, 3), blockLine({ height: 3, bytes, certificate })];
    expect(judge(exportOf(lied)).valid).to.equal(true);
    expect(rules(forged)).to.deep.equal(['state-root']);
    expect(judge(forged).height).to.equal(2);
  });

  it('holds blocks to their order in the log, to known proposers and to one new member a block', () => {
    const forge = (change: Partial<BlockHeader>): readonly string[] => {
      const lied = chainOf(2);
      const { block } = grow(lied, []);
      const header = { ...block.header, ...change };
      const certificate = certify(headerHash(header), header.voters);
      const bytes = encodeBlock({ header, transactions: [] });
      return [...exportOf(lied).slice(0, 3), blockLine({ height: 3, bytes, certificate })];
    };
    expect(rules(forge({}))).to.deep.equal([]);
    // Its place in the log is above that of the block before: term 1, index 3.
    expect(rules(forge({ index: 3 }))).to.deep.equal(['block-order']);
    expect(rules(forge({ index: 4, term: 7 }))).to.deep.equal([]);
    const later = chainOf(2);
    const base = later.chain;
    const far = { transactions: [], term: 3, index: 9, proposer: 1, voters: [1, 2, 3, 4, 5] };
    const applied = applyBlock(base, buildBlock(base, far), null, later.rules);
    const early = { ...far, term: 2, index: 10 };
    const fault = applyBlock(applied.chain, buildBlock(applied.chain, early), null, later.rules);
    expect(fault.fault).to.deep.equal({ kind: 'void', reason: 'order' });
    expect(rules(forge({ proposer: 65535 }))).to.deep.equal(['block-proposer']);
    expect(rules(forge({ voters: [1, 2, 3, 4] }))).to.deep.equal([]);
    expect(rules(forge({ voters: [1, 2, 3, 4, 5, 6] }))).to.deep.equal([]);
    expect(rules(forge({ voters: [1, 2, 3] }))).to.deep.equal(['block-voters']);
    expect(rules(forge({ voters: [1, 2, 3, 4, 6] }))).to.deep.equal(['block-voters']);
  });

  it('looks at the certificate before it looks at a thousand transactions', () => {
    const crowd = chainOf(1);
    const many = Array.from({ length: 20 }, (_, i) => pay(crowd, ['Home 1', 'Home 2'], 1, 2 + i));
    grow(crowd, many);
    const [genesisText, first, second] = exportOf(crowd);
    const bare = blockLine({ ...parseBlockLine(second!)!, certificate: [] });
    let asked = 0;
    const counting = {
      holds: (claim: Claim) => {
        asked++;
        return crowd.rules.verifier.holds(claim);
      },
    };
    expect(rules([genesisText!, first!, bare], { verifier: counting })).to.deep.equal([
      'certificate-majority',
    ]);
    // One payment and three seats of the first block, nothing of the second.
    expect(asked).to.equal(4);
  });

  it('refuses a chain whose contracts it does not know, before executing any', () => {
    const { genesis } = world;
    const contracts = [{ name: 'auction', version: 1 }, ...genesis.contracts];
    expect(rules([genesisLine({ ...genesis, contracts })])).to.deep.equal(['contract']);
  });

  it('reads back each line as it was written', () => {
    expect(parseGenesisLine(lines[0] ?? '')).to.deep.equal(world.genesis);
    world.blocks.forEach((block, i) => {
      expect(parseBlockLine(lines[i + 1] ?? '')).to.deep.equal({ height: i + 1, ...block });
    });
  });

  it('tells beforehand which signatures it will ask for', () => {
    const verifier = openVerifier({ verifier: { holds: () => true } });
    expect(verifier.claims(lines[1] ?? '')).to.deep.equal([]);
    verifier.feed(lines[0] ?? '');
    const claims = lines.slice(1).flatMap((line) => verifier.claims(line));
    // A payment and three seats in each block.
    expect(claims).to.have.length(6 * 4);
    const cache = signatureCache();
    for (const { id } of claims) cache.note(id);
    const asked: string[] = [];
    const strict = {
      holds: (claim: { id: string }) => {
        if (!cache.has(claim.id)) asked.push(claim.id);
        return true;
      },
    };
    judge(lines, { verifier: strict });
    expect(asked).to.deep.equal([]);
  });
});

describe('verifyChain', () => {
  async function* pieces(text: string, size: number): AsyncGenerator<string> {
    for (let at = 0; at < text.length; at += size)
      yield await Promise.resolve(text.slice(at, at + size));
  }
  async function* each(list: readonly string[]): AsyncGenerator<string> {
    for (const item of list) yield await Promise.resolve(item);
  }
  const good = { valid: true, height: 6, tipHash: tip.hash, problems: [] };

  it('takes text, lines and pieces cut anywhere', async () => {
    const text = lines.join('');
    expect(await verifyChain(text)).to.deep.equal(good);
    expect(await verifyChain(text.trimEnd())).to.deep.equal(good);
    expect(await verifyChain(each(lines))).to.deep.equal(good);
    expect(await verifyChain(each(lines.map((line) => line.trim())))).to.deep.equal(good);
    for (const size of [1000, 997, 64]) {
      expect(await verifyChain(pieces(text, size)), String(size)).to.deep.equal(good);
    }
    const bad = await verifyChain(text.replace('"block":"01', '"block":"02'));
    expect([bad.valid, bad.height, bad.problems[0]?.rule]).to.deep.equal([false, 0, 'block-bytes']);
  });

  it('is not held up by a line without end or by a genesis of a hundred thousand keys', async () => {
    async function* endless(): AsyncGenerator<string> {
      for (let i = 0; i < 90; i++) yield await Promise.resolve('x'.repeat(100_000));
      yield '\n'.repeat(40);
    }
    const long = await verifyChain(endless());
    expect(long.problems.map(({ rule }) => rule)).to.deep.equal(['genesis']);
    const [account] = world.genesis.accounts;
    const accounts = Array.from({ length: 100_000 }, () => account!);
    const crowd = await verifyChain(genesisLine({ ...world.genesis, accounts }));
    expect(crowd.problems.map(({ rule }) => rule)).to.deep.equal(['genesis']);
  });

  it('tells how far it is, and stops when asked', async () => {
    const long = chainOf(40);
    const text = exportOf(long).join('');
    const heights: number[] = [];
    const control = new AbortController();
    const result = await verifyChain(text, {
      genesisHash,
      signal: control.signal,
      onProgress: ({ height }) => {
        heights.push(height);
        control.abort();
      },
    });
    expect(heights).to.have.length(1);
    expect(result.height).to.equal(heights[0]);
    expect(result.height).to.be.within(1, 39);
  });

  it('throws for arguments of the wrong kind, and only for them', async () => {
    const bad: [unknown, unknown][] = [
      [5, {}],
      [null, {}],
      ['', { genesisHash: 'AB' }],
      ['', { onProgress: 5 }],
    ];
    for (const [text, options] of bad) {
      const call = verifyChain(text as string, options as object);
      const error: unknown = await call.then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(TypeError);
    }
    expect((await verifyChain('')).problems.map(({ rule }) => rule)).to.deep.equal(['genesis']);
  });
});
