import type { ProductRef } from "@datamesh/kernel/product";

/** What a commit announces on the database channel `datamesh`. */
export type Announcement =
  | { readonly kind: "log"; readonly context: string }
  | { readonly kind: "product"; readonly product: ProductRef };

/** Reads `log CONTEXT POSITION` or `product NAME@MAJOR POSITION`; anything else is nothing to act on. */
export function readAnnouncement(payload: string): Announcement | undefined {
  const [kind, name = ""] = payload.split(" ");
  if (kind === "log") return { kind, context: name };
  if (kind === "product") return { kind, product: name as ProductRef };
  return undefined;
}
