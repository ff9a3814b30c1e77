import { MeshError } from "@datamesh/kernel";
import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a request asks how it is answered: by `extensions.datamesh.explain: true` in its body, or by header
 * `X-DataMesh-Explain: true`. Throws MeshError BAD_USER_INPUT on anything but true or false.
 */
export function asksForExplanation(
  extensions: Readonly<Record<string, unknown>> | null | undefined,
  headers: IncomingHttpHeaders,
): boolean {
  const header = headers["x-datamesh-explain"];
  if (header !== undefined && header !== "true" && header !== "false") {
    throw bad("header X-DataMesh-Explain must be true or false");
  }
  const given = extensions?.["datamesh"];
  const member =
    typeof given === "object" && given !== null && "explain" in given ? given.explain : undefined;
  if (member !== undefined && typeof member !== "boolean") {
    throw bad("extensions.datamesh.explain must be true or false");
  }
  return header === "true" || member === true;
}

const bad = (message: string): MeshError => new MeshError("BAD_USER_INPUT", message);
