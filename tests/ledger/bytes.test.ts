import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { BrokenInvariant } from '../../web/assert.ts';
import { decodeBlock, encodeBlock } from '../../web/ledger/block.ts';
import { bytesOf, Reader, Writer } from '../../web/ledger/bytes.ts';
import { decodeGenesis } from '../../web/ledger/genesis.ts';
import { decodeTransaction, encodeTransaction } from '../../web/ledger/transaction.ts';
import { decodeUtf8, encodeUtf8, isWellFormed } from '../../web/ledger/utf8.ts';
import ledger from '../vectors/ledger.json' with { type: 'json' };

const MAX = Number.MAX_SAFE_INTEGER;

describe('canonical bytes', () => {
  it('read back what was written, to the last of 2^53 - 1', () => {
    const written = new Writer().u8(255).u16(65_535).u32(0xffffffff).u64(MAX).u64(0).text('größer');
    const reader = new Reader(written.done());
    const read = [reader.u8(), reader.u16(), reader.u32(), reader.u64(), reader.u64()];
    expect(read).to.deep.equal([255, 65_535, 0xffffffff, MAX, 0]);
    expect(reader.text()).to.equal('größer');
    expect(reader.end()).to.equal(true);
    const big = new Reader(bytesOf('0020000000000000'));
    expect(big.u64()).to.equal(0);
    expect(big.failed).to.equal(true);
  });

  it('crash on numbers that have no such form', () => {
    for (const bad of [-1, 0.5, Number.NaN, Infinity, 256, MAX + 1]) {
      expect(() => new Writer().u8(bad), String(bad)).to.throw(BrokenInvariant);
    }
    expect(() => new Writer().u64(MAX + 1)).to.throw(BrokenInvariant);
    expect(() => new Writer().u64(-1)).to.throw(BrokenInvariant);
    expect(() => new Writer().text('\ud800')).to.throw(BrokenInvariant);
    expect(() => new Writer().hex('ABCD', 2)).to.throw(BrokenInvariant);
  });

  it('write UTF-8 as the browser does, and read only what it reads', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const platform = (bytes: Uint8Array): string | null => {
      try {
        return strict.decode(bytes);
      } catch {
        return null;
      }
    };
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        expect(isWellFormed(text)).to.equal(true);
        expect(encodeUtf8(text)).to.deep.equal(new TextEncoder().encode(text));
      }),
      { numRuns: 2000 },
    );
    const spicy = fc.constantFrom(0, 0x41, 0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0x9f);
    const spicier = fc.constantFrom(0xa0, 0xed, 0xef, 0xf0, 0x90, 0x8f, 0xf4, 0xf5, 0xff);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6 }), (bytes) => {
        expect(decodeUtf8(bytes)).to.equal(platform(bytes));
      }),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(spicy, spicier), { maxLength: 5 }), (numbers) => {
        const bytes = Uint8Array.from(numbers);
        expect(decodeUtf8(bytes)).to.equal(platform(bytes));
      }),
      { numRuns: 20_000 },
    );
    expect(isWellFormed('a\udc00')).to.equal(false);
    expect(isWellFormed('\ud800')).to.equal(false);
  });

  it('refuse every prefix, every extension and another version or kind', () => {
    const [first] = ledger.transactions;
    const forms: [string, string, (bytes: Uint8Array) => unknown][] = [
      ['transaction', first?.bytes ?? '', decodeTransaction],
      ['block', ledger.block, decodeBlock],
      ['genesis', ledger.genesis, decodeGenesis],
    ];
    for (const [name, hex, decode] of forms) {
      const whole = bytesOf(hex);
      expect(decode(whole), name).to.not.equal(null);
      for (let length = 0; length < whole.length; length++) {
        expect(decode(whole.slice(0, length)), `${name} cut at ${length}`).to.equal(null);
      }
      expect(decode(Uint8Array.of(...whole, 0)), name).to.equal(null);
      for (const at of [0, 1]) {
        const other = whole.slice();
        other[at] = (other[at] ?? 0) ^ 0x40;
        expect(decode(other), `${name} ${at}`).to.equal(null);
      }
    }
  });

  it('have one form: whatever is read is written back byte by byte', () => {
    const read = (bytes: Uint8Array): Uint8Array | null => {
      const transaction = decodeTransaction(bytes);
      if (transaction) return encodeTransaction(transaction);
      const block = decodeBlock(bytes);
      return block && encodeBlock(block);
    };
    const wholes = [ledger.transactions[0]?.bytes ?? '', ledger.block];
    let accepted = 0;
    fc.assert(
      fc.property(fc.constantFrom(...wholes), fc.nat(), fc.nat(255), (hex, place, value) => {
        const bytes = bytesOf(hex);
        bytes[place % bytes.length] = value;
        const again = read(bytes);
        if (!again) return;
        accepted++;
        expect(again).to.deep.equal(bytes);
      }),
      { numRuns: 5000 },
    );
    expect(accepted).to.be.above(1000);
  });
});
