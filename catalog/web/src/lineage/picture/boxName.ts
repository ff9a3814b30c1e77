import { KIND_WORDS } from "../kinds.ts";
import type { PictureNode } from "./pictureOf.ts";

/** What a node says of itself: `product · customers`. */
export const boxAbout = ({ node: { kind, owner } }: PictureNode): string =>
  owner === null ? KIND_WORDS[kind] : `${KIND_WORDS[kind]} · ${owner}`;

/**
 * A node in words: what stands in it, so that whoever speaks to the page can say it, and where it is:
 * `customer-profiles@1 product · customers, 1 upstream, 3 downstream`.
 */
export function boxName(of: PictureNode): string {
  const { node, sides } = of;
  const parts = [
    `${node.id} ${boxAbout(of)}${node.status === "DEPRECATED" ? " deprecated" : ""}`,
    `${sides.up.neighbours} upstream`,
    `${sides.down.neighbours} downstream`,
  ];
  return parts.join(", ");
}
