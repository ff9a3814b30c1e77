import { event, type EventDeclaration, z } from "@datamesh/kernel";
import { descriptorSchema } from "./schemas/descriptorSchema.ts";
import { client, documentHash, documentText } from "./schemas/documentSchema.ts";
import { kebabName, major, owner, sdl } from "./schemas/names.ts";
import { fieldPolicySchema, policySchema } from "./schemas/policySchema.ts";
import { breachShape, replayShape } from "./schemas/recordSchemas.ts";

/** The id of the event before this one, of the same context or of the supergraph. */
const supersedes = z.string().nullable();

/**
 * A context's registrations are a chain: of two made at once from the same state, one is found out of date, and
 * the same one made twice has the same id.
 */
const link = { context: kebabName, supersedes };

export const ContextRegistered = event("CONTEXT_REGISTERED", {
  description: "A context came to the mesh, or changed its owner or the schema of its subgraph.",
  data: { ...link, owner, sdl },
});

export const ContractPublished = event("CONTRACT_PUBLISHED", {
  description: "A context serves a product version by this contract: for the first time, or changed.",
  data: { ...link, product: descriptorSchema },
});

export const PolicyChanged = event("POLICY_CHANGED", {
  description:
    "Nothing of a contract changed but who may see what: its policy, or masks and rules of fields.",
  data: { ...link, product: kebabName, major, policy: policySchema, fields: z.array(fieldPolicySchema) },
});

export const ProductRetired = event("PRODUCT_RETIRED", {
  description: "A context no longer serves a product version.",
  data: { ...link, product: kebabName, major },
});

export const SupergraphComposed = event("SUPERGRAPH_COMPOSED", {
  description: "The registered subgraphs made a supergraph: all that a gateway needs to start from it.",
  data: {
    supersedes,
    supergraphSdl: z.string().min(1).max(10_000_000),
    subgraphs: z.array(z.strictObject({ name: kebabName, sdl, products: z.array(descriptorSchema) })),
  },
});

/** How long a reason may be that is recorded, in characters. */
export const MAX_PROBLEM_LENGTH = 10_000;

export const SupergraphRefused = event("SUPERGRAPH_REFUSED", {
  description: "The registered subgraphs made no supergraph, for these reasons.",
  data: { supersedes, problems: z.array(z.string().max(MAX_PROBLEM_LENGTH)).min(1) },
});

export const ReplayRecorded = event("REPLAY_RECORDED", {
  description: "A product was derived anew from its events: swapped in, or compared with what is live.",
  data: replayShape,
});

export const SlaBreached = event("SLA_BREACHED", {
  description: "Over a window, a product version kept less than its owner promises.",
  data: breachShape,
});

export const SlaRestored = event("SLA_RESTORED", {
  description: "A product version keeps again what its owner promises.",
  data: breachShape,
});

/** Of the same document for the same client: so that publishing it again after it was withdrawn is another event. */
const documentLink = { client, hash: documentHash, supersedes };

export const DocumentPublished = event("DOCUMENT_PUBLISHED", {
  description: "A client may send this document by its hash.",
  data: { ...documentLink, text: documentText },
});

export const TokensRevoked = event("TOKENS_REVOKED", {
  description: "Tokens with this id, or all of this consumer, are accepted no longer, or not until a time.",
  data: {
    claim: z.enum(["jti", "sub"]),
    value: z.string().min(1).max(1_024),
    until: z.iso.datetime().nullable(),
    reason: z.string().max(1_000),
    revokedBy: z.string().min(1).max(200),
    supersedes,
  },
});

export const DocumentWithdrawn = event("DOCUMENT_WITHDRAWN", {
  description: "A client may send this document by its hash no longer.",
  data: documentLink,
});

/** All that the catalog records. */
export const CATALOG_EVENTS: readonly EventDeclaration[] = Object.freeze([
  ContextRegistered,
  ContractPublished,
  PolicyChanged,
  ProductRetired,
  SupergraphComposed,
  SupergraphRefused,
  ReplayRecorded,
  SlaBreached,
  SlaRestored,
  DocumentPublished,
  DocumentWithdrawn,
  TokensRevoked,
]);
