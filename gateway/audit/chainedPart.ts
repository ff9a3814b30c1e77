import { hash } from "node:crypto";
import type { Chain } from "./entryChain.ts";

/** Lines that are appended at once, of which the last closes them. */
export interface ChainedPart {
  /** May stand in the room that was given for it. */
  readonly bytes: Uint8Array;
  /** The chain with them. */
  readonly chain: Chain;
  /** How many of the entries are in parts now. */
  readonly end: number;
}

/** More is not written at once, in characters, and what others append could come between. */
const MOST_AT_ONCE = 256 * 1_024;
/** UTF-8 takes no more for a unit of UTF-16. */
const BYTES_EACH = 3;
/** More than what a closing line ends with. */
const HASH_BYTES = 100;

/** Chains as many entries as are written at once, from one on (there is one), given as texts without the closing brace. */
export function chainedPart(
  chain: Chain,
  entries: readonly string[],
  from: number,
  room: Buffer,
): ChainedPart {
  const { id, last } = chain;
  const standing = `,"chain":"${id}","number":`;
  let { length } = chain;
  let end = from;
  let text = "";
  for (let next = entries[from]; next !== undefined; next = entries[end]) {
    if (text !== "" && text.length + next.length > MOST_AT_ONCE) break;
    text += `${text === "" ? "" : "}\n"}${next}${standing}${(length += 1)}`;
    end += 1;
  }
  return { ...closed(`${text},"previous":"${last}"}`, { id, length, last }, room), end };
}

/** Puts the hash of all of it in place of the closing brace. */
function closed(text: string, chain: Chain, room: Buffer): Omit<ChainedPart, "end"> {
  const most = text.length * BYTES_EACH + HASH_BYTES;
  const bytes = most <= room.length ? room : Buffer.allocUnsafe(most);
  const length = bytes.write(text);
  const last = hash("sha256", bytes.subarray(0, length), "hex");
  const whole = length - 1 + bytes.write(`,"hash":"${last}"}\n`, length - 1, "latin1");
  return { bytes: bytes.subarray(0, whole), chain: { ...chain, last } };
}
