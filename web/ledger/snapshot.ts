/** The end of a chain as bytes: what a newcomer needs to go on without the blocks before. */
import { readSeats } from './block.ts';
import { KIND, LAYOUT_VERSION, Reader, Writer } from './bytes.ts';
import type { Chain } from './chain.ts';
import { type Genesis, genesisHash } from './genesis.ts';
import {
  decodeAccount,
  EMPTY_STATE,
  isKey,
  stateEntries,
  stateWith,
  VALUE_BYTES_MAX,
} from './state.ts';

/** Canonical bytes: genesis hash, tip, then the state's entries in the order of their keys. */
export function encodeChain({ genesisHash: chain, tip, state }: Chain): Uint8Array {
  const writer = new Writer().u8(LAYOUT_VERSION).u8(KIND.snapshot).hex(chain, 32);
  writer.u64(tip.height).hex(tip.hash, 32).u8(tip.voters.length);
  for (const voter of tip.voters) writer.u16(voter);
  const entries = stateEntries(state);
  writer.u32(entries.length);
  for (const { key, value } of entries) writer.text(key).bytes32(value);
  return writer.done();
}

/** null: not the canonical bytes of any chain that began with `genesis`. */
export function decodeChain(genesis: Genesis, bytes: Uint8Array): Chain | null {
  const reader = new Reader(bytes);
  reader.start(KIND.snapshot);
  const chain = genesisHash(genesis);
  reader.require(reader.hex(32) === chain);
  const tip = { height: reader.u64(), hash: reader.hex(32), voters: readSeats(reader) };
  const count = reader.u32();
  const entries = new Map<string, Uint8Array>();
  let before = '';
  for (let i = 0; i < count && !reader.failed; i++) {
    const key = reader.text();
    const value = reader.bytes32();
    reader.require(isKey(key) && key > before && value.length <= VALUE_BYTES_MAX);
    if (key.startsWith('account/')) reader.require(decodeAccount(value) !== null);
    entries.set(key, value);
    before = key;
  }
  if (!reader.end()) return null;
  return { genesis, genesisHash: chain, tip, state: stateWith(EMPTY_STATE, entries) };
}
