import { event, type EventDeclaration, z } from "@datamesh/kernel";
import { contextName, descriptor, fieldPolicy, major, owner, policy, productName } from "./state/descriptorSchema.ts";

/** The schema of a subgraph: at most a megabyte. */
const sdl = z.string().min(1).max(1_000_000);

/**
 * A context's registrations are a chain: each event names the one before it, so that of two made at once from the
 * same state one is found out of date, and the same one made twice has the same id.
 */
const link = { context: contextName, supersedes: z.string().nullable() };

export const ContextRegistered = event("CONTEXT_REGISTERED", {
  description: "A context came to the mesh, or changed its owner or the schema of its subgraph.",
  data: { ...link, owner, sdl },
});

export const ContractPublished = event("CONTRACT_PUBLISHED", {
  description: "A context serves a product version by this contract: the first time, or again after a change.",
  data: { ...link, product: descriptor },
});

export const PolicyChanged = event("POLICY_CHANGED", {
  description: "Nothing of a contract changed but who may see what: its policy, or masks and rules of its fields.",
  data: { ...link, product: productName, major, policy, fields: z.array(fieldPolicy) },
});

export const ProductRetired = event("PRODUCT_RETIRED", {
  description: "A context no longer serves a product version.",
  data: { ...link, product: productName, major },
});

const subgraph = z.strictObject({ name: contextName, sdl, products: z.array(descriptor) });

export const SupergraphComposed = event("SUPERGRAPH_COMPOSED", {
  description: "The registered subgraphs made a supergraph: all that a gateway needs to start from it.",
  data: {
    supersedes: link.supersedes,
    supergraphSdl: z.string().min(1).max(10_000_000),
    subgraphs: z.array(subgraph),
  },
});

export const SupergraphRefused = event("SUPERGRAPH_REFUSED", {
  description: "The registered subgraphs made no supergraph, for these reasons.",
  data: { supersedes: link.supersedes, problems: z.array(z.string().max(10_000)).min(1) },
});

/** All that the catalog records. */
export const CATALOG_EVENTS: readonly EventDeclaration[] = Object.freeze([
  ContextRegistered,
  ContractPublished,
  PolicyChanged,
  ProductRetired,
  SupergraphComposed,
  SupergraphRefused,
]);
