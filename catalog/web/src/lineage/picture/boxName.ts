import { KIND_WORDS } from "../kinds.ts";
import type { PictureNode } from "./pictureOf.ts";

/** A node in words: `customer-profiles@1, product, owner customers, 1 upstream, 3 downstream`. */
export function boxName({ node: { id, kind, owner, status }, sides }: PictureNode): string {
  const parts = [
    id,
    KIND_WORDS[kind],
    owner === null ? "" : `owner ${owner}`,
    status === "DEPRECATED" ? "deprecated" : "",
    `${sides.up.neighbours} upstream`,
    `${sides.down.neighbours} downstream`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}
