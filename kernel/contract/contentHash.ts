import { createHash } from "node:crypto";
import { canonicalJson } from "./canonicalJson.ts";

/** SHA-256 over a value as canonical JSON, in hex. */
export const contentHash = (value: unknown): string =>
  createHash("sha256").update(canonicalJson(value)).digest("hex");
