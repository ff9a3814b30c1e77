import { merkleRoot } from "./merkleRoot.ts";
import { MARK_BYTES, type Seal } from "./sealLine.ts";

/** What of a seal follows from the events it is over. */
export type SealedEvents = Pick<Seal, "first" | "last" | "root" | "marks">;

/** Seals the row hashes of consecutive events, the first of which stands at this position. */
export function sealEvents(first: number, hashes: readonly Uint8Array[]): SealedEvents {
  return {
    first,
    last: first + hashes.length - 1,
    root: merkleRoot(hashes).toString("base64url"),
    marks: Buffer.concat(hashes.map(markOf)).toString("base64url"),
  };
}

/** The part of a row hash that a seal holds of each event. */
export const markOf = (rowHash: Uint8Array): Uint8Array => rowHash.subarray(0, MARK_BYTES);

/** The marks of a seal's events, in order, each as hex. */
export function marksOf({ marks }: Pick<Seal, "marks">): readonly string[] {
  const hex = Buffer.from(marks, "base64url").toString("hex");
  return hex.match(new RegExp(`.{${2 * MARK_BYTES}}`, "g")) ?? [];
}
