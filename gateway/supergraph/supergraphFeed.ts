import { MeshError, z } from "@datamesh/kernel";
import type { ProductDescriptor } from "@datamesh/kernel/product";
import type { TrustedDocument } from "../documents/index.ts";
import type { Revocation } from "../revocations/index.ts";
import type { SubgraphAddresses } from "../transport/index.ts";
import type { MadeOf } from "./liveMesh.ts";

/** What the catalog hands to gateways: a supergraph, and where its subgraphs are. */
export interface SupergraphFeed extends MadeOf {
  /** By context. */
  readonly addresses: Readonly<Record<string, SubgraphAddresses>>;
  /** What clients may send by its hash. */
  readonly documents: readonly TrustedDocument[];
  /** Tokens that are accepted no longer. */
  readonly revocations: readonly Revocation[];
}

const origins = z.array(z.url({ protocol: /^https?$/ }));

// What is in a descriptor was checked by the catalog, which is the only one that can answer for the context.
const descriptor = z.custom<ProductDescriptor>((value) => typeof value === "object" && value !== null);

const feedSchema: z.ZodType<SupergraphFeed> = z.object({
  supergraphSdl: z.string().min(1),
  subgraphs: z.array(z.object({ name: z.string(), sdl: z.string(), products: z.array(descriptor) })),
  addresses: z.record(z.string(), z.object({ addresses: origins, fallbacks: origins })),
  // A catalog of an earlier release has none.
  documents: z.array(z.object({ client: z.string(), hash: z.string(), text: z.string() })).default([]),
  revocations: z
    .array(z.object({ claim: z.enum(["jti", "sub"]), value: z.string(), until: z.string().nullable() }))
    .default([]),
});

/** Reads a feed from JSON. Throws MeshError UNAVAILABLE for what is none. */
export function readFeed(text: string): SupergraphFeed {
  const read = feedSchema.safeParse(parsed(text));
  if (read.success) return read.data;
  throw new MeshError("UNAVAILABLE", `this is no supergraph: ${z.prettifyError(read.error)}`);
}

/** The newer feed; a context of which nothing was heard lately is still looked for where it was. */
export function withKnownAddresses(
  newer: SupergraphFeed,
  before: SupergraphFeed | undefined,
): SupergraphFeed {
  return { ...newer, addresses: { ...before?.addresses, ...newer.addresses } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
