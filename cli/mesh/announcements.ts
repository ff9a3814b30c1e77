import { parseRevision, type Revision } from "@datamesh/kernel/postgres";
import type { ProductRef } from "@datamesh/kernel/product";

/** What a commit announces on the database channel `datamesh`. */
export type Announcement =
  | { readonly kind: "log" | "lease" | "outbox"; readonly context: string }
  | {
      readonly kind: "product";
      readonly product: ProductRef;
      /** The state it has come to; undefined when whoever announced it is of an earlier release. */
      readonly revision: Revision | undefined;
    };

/** Reads `log CONTEXT POSITION`, `lease CONTEXT`, `outbox CONTEXT` or `product NAME@MAJOR POSITION REVISION`; anything else is nothing to act on. */
export function readAnnouncement(payload: string): Announcement | undefined {
  const [kind, name = "", _position, revision = ""] = payload.split(" ");
  if (kind === "log" || kind === "lease" || kind === "outbox") return { kind, context: name };
  if (kind === "product") return { kind, product: name as ProductRef, revision: parseRevision(revision) };
  return undefined;
}
