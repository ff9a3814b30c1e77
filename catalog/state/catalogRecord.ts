import type { Position } from "@datamesh/kernel/log";
import type { ReplayRecord } from "@datamesh/kernel/replay";
import type { BreachRecord } from "../schemas/recordSchemas.ts";

/** A version of a product, when it was first served. */
export interface Release {
  readonly product: string;
  readonly major: number;
  readonly version: string;
  /** By which part it is above the version before it; null for the first of a product. */
  readonly bump: VersionBump | null;
  /** What is new in it, in words. */
  readonly reason: string;
  /** The code of its folds. */
  readonly fingerprint: string;
  readonly publishedAt: string;
}

export const VERSION_BUMPS = ["MAJOR", "MINOR", "PATCH"] as const;
export type VersionBump = (typeof VERSION_BUMPS)[number];

/** A document that a client may send by its hash from now on, or no longer. */
export interface DocumentChange {
  readonly client: string;
  /** SHA-256 of the text, in hex. */
  readonly hash: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** The id of the event that says so. */
  readonly event: string;
  /** Null when it is withdrawn. */
  readonly text: string | null;
}

/** Tokens that are accepted no longer, or not until a time. */
export interface TokensRevokedRecord {
  readonly claim: "jti" | "sub";
  readonly value: string;
  /** ISO 8601 in UTC; null for good. */
  readonly until: string | null;
  readonly reason: string;
  readonly revokedBy: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** The id of the event that says so. */
  readonly event: string;
}

/** What an event adds to the records of a product. Records only grow, so none is part of the state. */
export type CatalogRecord = { readonly position: Position } & (
  | { readonly kind: "release"; readonly release: Release }
  | { readonly kind: "replay"; readonly replay: ReplayRecord }
  | { readonly kind: "breached" | "restored"; readonly breach: BreachRecord }
  | { readonly kind: "document"; readonly document: DocumentChange }
  | { readonly kind: "revocation"; readonly revocation: TokensRevokedRecord }
);
