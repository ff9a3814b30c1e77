import { hash } from "node:crypto";

/** Which rows of a product changed behind a position of its history, up to where the product is said to stand. */
export interface ChangedRows {
  readonly after: number;
  /** Hashes of their keys (`rowHash`), and perhaps of some others. */
  readonly rows: readonly string[];
}

/** Digits of a hash: few rows share one, and who is told of others' changes reads once in vain. */
export const ROW_HASH_DIGITS = 8;

/** What stands for a row where its key, which may be personal, is not to be told: the beginning of its key's SHA-256. */
export const rowHash = (key: string): string => hash("sha256", key, "hex").slice(0, ROW_HASH_DIGITS);
