import { isProduct } from "./accessFilter.ts";

/** What is said of a product that was never accessed: which ones were. Nothing of one that was. */
export function absentProduct(wanted: string | undefined, accessed: ReadonlySet<string>): string {
  if (wanted === undefined || [...accessed].some((ref) => isProduct(ref, wanted))) return "";
  const those =
    accessed.size === 0 ? "no product does" : `those that do are ${[...accessed].toSorted().join(", ")}`;
  return `product "${wanted}" does not occur in the access log; ${those}`;
}
