import { MeshError } from "@datamesh/kernel";
import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a request asks to be told its estimated cost: by `extensions.datamesh.cost: true` in its body, or by header
 * `X-DataMesh-Cost: true`. Throws MeshError BAD_USER_INPUT on anything but true or false.
 */
export function asksForCost(
  extensions: Readonly<Record<string, unknown>> | null | undefined,
  headers: IncomingHttpHeaders,
): boolean {
  const header = headers["x-datamesh-cost"];
  if (header !== undefined && header !== "true" && header !== "false") {
    throw bad("header X-DataMesh-Cost must be true or false");
  }
  const given = extensions?.["datamesh"];
  const member = typeof given === "object" && given !== null && "cost" in given ? given.cost : undefined;
  if (member !== undefined && typeof member !== "boolean") {
    throw bad("extensions.datamesh.cost must be true or false");
  }
  return header === "true" || member === true;
}

const bad = (message: string): MeshError => new MeshError("BAD_USER_INPUT", message);
