import { type ProductDescriptor, productRef } from "@datamesh/kernel/product";
import { canonicalJson } from "../canonicalJson.ts";
import type { Release, VersionBump } from "./catalogRecord.ts";
import type { CatalogState, ProductRecord } from "./catalogState.ts";

/** The release that a published contract is; undefined when it is of the version that is served already. */
export function releaseOf(
  state: CatalogState,
  product: ProductDescriptor,
  publishedAt: string,
): Release | undefined {
  const { name, major, version, fingerprint } = product;
  const before = state.products.get(productRef(name, major));
  if (before?.status !== "RETIRED" && before?.descriptor.version === version) return undefined;
  const older = [...state.products.values()].some(
    ({ descriptor }) => descriptor.name === name && descriptor.major < major,
  );
  return {
    product: name,
    major,
    version,
    bump: before === undefined ? (older ? "MAJOR" : null) : bumpBetween(before.descriptor.version, version),
    reason: reasonOf(before, product, older),
    fingerprint,
    publishedAt,
  };
}

/** The first part in which a version of the same major is above another; null when it is not. */
function bumpBetween(before: string, after: string): VersionBump | null {
  const [older, newer] = [before, after].map((version) => version.split(".").map(Number));
  const [minor, patch] = [1, 2].map((part) => Number(newer?.[part]) - Number(older?.[part]));
  if (minor !== 0) return Number(minor) > 0 ? "MINOR" : null;
  return Number(patch) > 0 ? "PATCH" : null;
}

function reasonOf(before: ProductRecord | undefined, product: ProductDescriptor, older: boolean): string {
  if (before === undefined) return older ? "a new major beside the older ones" : "the first version";
  const returned = before.status === "RETIRED" ? ["served again after it was retired"] : [];
  return [...returned, ...changes(before.descriptor, product)].join("; ") || "nothing but the version";
}

function changes(before: ProductDescriptor, after: ProductDescriptor): readonly string[] {
  const [older, newer] = [fieldsByName(before), fieldsByName(after)];
  const added = [...newer.keys()].filter((name) => !older.has(name));
  const removed = [...older.keys()].filter((name) => !newer.has(name));
  const changed = [...newer.keys()].filter((name) => older.has(name) && older.get(name) !== newer.get(name));
  const parts = (Object.keys(after) as (keyof ProductDescriptor)[]).filter(
    (part) => !UNSAID.has(part) && canonicalJson(before[part]) !== canonicalJson(after[part]),
  );
  return [
    ["fields added", added] as const,
    ["fields removed", removed] as const,
    ["fields changed", changed] as const,
    ["changed", parts.map((part) => (part === "fingerprint" ? "folds" : part))] as const,
  ]
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what}: ${names.join(", ")}`);
}

/** What every release changes, or what is said field by field. */
const UNSAID: ReadonlySet<keyof ProductDescriptor> = new Set(["version", "fields"]);

const fieldsByName = ({ fields }: ProductDescriptor): ReadonlyMap<string, string> =>
  new Map(fields.map((field) => [field.name, canonicalJson(field)]));
