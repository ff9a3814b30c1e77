import { hash } from "node:crypto";

const NODE = 0x01;
const HASH_BYTES = 32;

/**
 * The Merkle tree hash of RFC 9162 (section 2.1.1) over leaf hashes in order: one of 32 bytes stands for all, and any
 * event can be proven to be among them without showing the others. Throws TypeError when there are none.
 */
export function merkleRoot(leaves: readonly Uint8Array[]): Buffer {
  const [first] = leaves;
  if (first === undefined) throw new TypeError("a tree has at least one leaf");
  if (leaves.length === 1) return Buffer.from(first);
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return nodeHash(merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)));
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const node = Buffer.alloc(1 + 2 * HASH_BYTES);
  node[0] = NODE;
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return hash("sha256", node, "buffer");
}
