/**
 * The tree of hashes over a block's transactions. An odd node goes up as it is: doubling it would
 * give two lists one root (CVE-2012-2459).
 */
import { bytesOf, hexOf, isHex } from './bytes.ts';
import { DOMAIN, hashOf } from './hash.ts';
import type { PathStep } from './show.ts';
import type { Hex } from './transaction.ts';

/** Root of no leaves at all. Nobody knows anything whose hash it is. */
const EMPTY_ROOT: Hex = '0'.repeat(64);

const leafOf = (transactionHash: Hex): Uint8Array =>
  hashOf(DOMAIN.merkleLeaf, bytesOf(transactionHash));

function levelAbove(level: readonly Uint8Array[]): Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i]!;
    const right = level[i + 1];
    above.push(right ? hashOf(DOMAIN.merkleNode, left, right) : left);
  }
  return above;
}

/** Root over transactions' hashes, in the order of the block. */
export function merkleRoot(transactionHashes: readonly Hex[]): Hex {
  let level = transactionHashes.map(leafOf);
  while (level.length > 1) level = levelAbove(level);
  return level[0] ? hexOf(level[0]) : EMPTY_ROOT;
}

/** The hashes beside the way from leaf `position` up to the root, lowest first. */
export function merklePath(transactionHashes: readonly Hex[], position: number): PathStep[] {
  const path: PathStep[] = [];
  let level = transactionHashes.map(leafOf);
  for (let at = position; level.length > 1; at = Math.floor(at / 2)) {
    const left = at % 2 === 1;
    const sibling = level[left ? at - 1 : at + 1];
    if (sibling) path.push({ hash: hexOf(sibling), side: left ? 'left' : 'right' });
    level = levelAbove(level);
  }
  return path;
}

/** Whether `path` leads from a transaction's hash to `root`. */
export function pathHolds(transactionHash: Hex, path: readonly PathStep[], root: Hex): boolean {
  if (!isHex(transactionHash, 32) || !isHex(root, 32)) return false;
  let node = leafOf(transactionHash);
  for (const { hash, side } of path) {
    if (!isHex(hash, 32)) return false;
    const sibling = bytesOf(hash);
    node =
      side === 'left'
        ? hashOf(DOMAIN.merkleNode, sibling, node)
        : hashOf(DOMAIN.merkleNode, node, sibling);
  }
  return hexOf(node) === root;
}
