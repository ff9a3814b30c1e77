import { createHash } from "node:crypto";
import { z } from "@datamesh/kernel";
import type { Owner, ProductDescriptor } from "@datamesh/kernel/product";
import { canonicalJson } from "../canonicalJson.ts";
import type { DescribedContext } from "../registration/index.ts";
import { descriptorSchema, fieldType } from "../schemas/descriptorSchema.ts";
import { kebabName, name, owner, productRef, sdl } from "../schemas/names.ts";

/** What a replica of a context's subgraph tells the catalog of itself, all of it at once. */
export interface Announcement {
  readonly context: DescribedContext;
  readonly sdl: string;
  /** The origin at which the gateway reaches this replica. */
  readonly address: string;
  /** Names this replica for as long as it lives. */
  readonly replica: string;
}

/** A replica that has announced itself says that it is still there, or that it goes. */
export interface Presence {
  readonly context: string;
  readonly replica: string;
}

const replica = z.string().regex(/^[\w-]{1,64}$/);
const address = z
  .string()
  .max(1_000)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    "must be http(s)://HOST[:PORT]",
  )
  .transform((text) => new URL(text).origin);

const reliance = z.strictObject({
  product: productRef,
  upstream: productRef,
  key: name,
  fields: z.array(
    z.strictObject({ name, type: fieldType, classification: z.enum(["internal", "personal", "identifier"]) }),
  ),
});

export const announcementSchema: z.ZodType<Announcement, unknown> = z.strictObject({
  context: z.strictObject({
    name: kebabName,
    owner,
    products: z.array(descriptorSchema),
    reliances: z.array(reliance),
  }),
  sdl,
  address,
  replica,
});

export const presenceSchema: z.ZodType<Presence> = z.strictObject({ context: kebabName, replica });

/** What of an announcement takes effect: equal hashes (SHA-256, hex) mean that replicas serve the same. */
export function schemaHash(served: {
  readonly owner: Owner;
  readonly sdl: string;
  readonly products: Iterable<ProductDescriptor>;
}): string {
  const products = [...served.products].map(canonicalJson).toSorted();
  return createHash("sha256")
    .update(canonicalJson([served.owner, served.sdl, products]))
    .digest("hex");
}
