import { createHash } from "node:crypto";
import type { Answer } from "../types.ts";

/**
 * The tag of an answer that whoever got it may keep and ask about again (RFC 9110, 8.8.3): a strong one, of all that the
 * consumer is given of it. Undefined where something in it failed, or where it may not be kept: because it tells a
 * personal value as it is, or of anything that may change without being announced.
 */
export function entityTag(answer: Answer): string | undefined {
  const { data, dataText, errors, withheld, served } = answer;
  if (served === undefined || served === "bypass" || answer.explanation !== undefined) return undefined;
  const hash = createHash("sha256")
    .update(dataText ?? JSON.stringify(data))
    .update(JSON.stringify([errors, withheld]));
  return `"${hash.digest("base64url")}"`;
}

/** The tag of a representation in a type of its own: what differs in type alone is not the same (RFC 9110, 8.8.1). */
export const tagOfType = (tag: string, type: string | undefined): string =>
  type?.startsWith("application/graphql-response+json") === true ? `${tag.slice(0, -1)}-response"` : tag;

/** Whether a client has what is tagged so, by what its `If-None-Match` names (RFC 9110, 13.1.2). */
export function hasAlready(tag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((each) => each.trim().replace(/^W\//, "") === tag);
}
