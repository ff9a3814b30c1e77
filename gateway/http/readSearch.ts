import { MeshError } from "@datamesh/kernel";
import type { Outcome } from "./refusal.ts";

const JSON_MEMBERS: ReadonlySet<string> = new Set(["variables", "extensions"]);
const MEMBERS = ["query", "documentId", "operationName", "variables", "extensions"] as const;

/**
 * Reads a request from the query of a URL (GraphQL over HTTP, 6.2): each member once at most, variables and extensions
 * as JSON. Answers with the value that the body of the same request by POST would have.
 */
export function readSearch(url: string): Outcome<unknown> {
  const start = url.indexOf("?");
  const search = new URLSearchParams(start === -1 ? "" : url.slice(start + 1));
  const body: Record<string, unknown> = {};
  for (const member of MEMBERS) {
    const [text, ...others] = search.getAll(member);
    if (others.length > 0) return refuse(`"${member}" is given more than once`);
    if (text === undefined || (text === "" && member !== "query")) continue;
    try {
      body[member] = JSON_MEMBERS.has(member) ? (JSON.parse(text) as unknown) : text;
    } catch {
      return refuse(`"${member}" is not JSON`);
    }
  }
  return { ok: true, found: body };
}

function refuse(message: string): Outcome<never> {
  return { ok: false, refusal: { error: new MeshError("BAD_USER_INPUT", message) } };
}
