import { MeshError } from "../errors.ts";
import { productRef, type ProductRef } from "../product/names.ts";
import type { Bump } from "./bump.ts";
import { parseVersion } from "./bump.ts";
import { canonicalJson } from "./canonicalJson.ts";
import type { Code } from "./compareCode.ts";
import { contentHash } from "./contentHash.ts";
import type { Contract } from "./contract.ts";

/** Who agreed to a loosened policy, why and when (ISO 8601). */
export interface Approval {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

/** How a version came about. */
export interface ReleasedAs {
  readonly bump: Bump;
  /** What differs from the version before it, each as `path: what`. */
  readonly changes: readonly string[];
  /** Why values were wrong, for a version that corrects them. */
  readonly correction?: string;
  readonly approvals: readonly Approval[];
}

/** A published version: what it promises, which code makes its rows, and how it was released. Never changed again. */
export interface PublishedVersion extends Code {
  readonly contract: Contract;
  readonly releasedAs: ReleasedAs;
  /** ISO 8601 in UTC. */
  readonly publishedAt: string;
}

/** The file of a published version: JSON with sorted keys and a hash over all the rest, which shows an edit. */
export function writeVersion(version: PublishedVersion): string {
  return `${canonicalJson({ ...version, sha256: contentHash(version) }, 2)}\n`;
}

/**
 * Reads the file of a published version. Fails with BAD_USER_INPUT when it is not one, or is not as it was written.
 */
export function readVersion(text: string): PublishedVersion {
  const { sha256, ...content } = parsed(text);
  if (typeof sha256 !== "string") throw unusable("it has no sha256, so it is no published version");
  if (contentHash(content) !== sha256) {
    throw unusable("it was edited after it was published: restore it, and publish a change as a new version");
  }
  return content as unknown as PublishedVersion;
}

/** Which major version of which product it is: `customer-profiles@1`. */
export const refOfContract = ({ name, version }: Pick<Contract, "name" | "version">): ProductRef =>
  productRef(name, parseVersion(version)[0]);

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below.
  }
  throw unusable("it is not a JSON object");
}

const unusable = (why: string): MeshError => new MeshError("BAD_USER_INPUT", why);
