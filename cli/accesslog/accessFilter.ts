import { MeshError } from "@datamesh/kernel";
import type { ChainedEntry } from "../../gateway/audit/index.ts";

/** Which entries of the access log are wanted. */
export interface WantedAccesses {
  /** `customer-profiles@1`, or `customer-profiles` for every major version. */
  readonly product?: string;
  /** The subject of the token. */
  readonly consumer?: string;
  /** ISO 8601: a day or a moment. */
  readonly since?: string;
}

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A function that tells the entries that are wanted. Fails with BAD_USER_INPUT for a time that is none. */
export function accessFilter({ product, consumer, since }: WantedAccesses): (entry: ChainedEntry) => boolean {
  const from = since === undefined ? -Infinity : ISO.test(since) ? Date.parse(since) : NaN;
  if (Number.isNaN(from)) {
    throw new MeshError(
      "BAD_USER_INPUT",
      `--since "${since}" is no time such as 2026-11-23 or 2026-11-23T12:00:00Z`,
    );
  }
  return (entry) =>
    (product === undefined || isProduct(entry.product, product)) &&
    (consumer === undefined || entry.consumer === consumer) &&
    Date.parse(entry.time) >= from;
}

/** Whether a product is the one that is named, with its major version or without. */
export const isProduct = (ref: string | null, named: string): boolean =>
  ref !== null && (ref === named || ref.startsWith(`${named}@`));
