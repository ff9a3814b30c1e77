import type { z } from "zod";
import { MeshError } from "../errors.ts";
import type { EventDeclaration } from "./event.ts";
import { payloadProblems } from "./payloadProblems.ts";
import { upcastPayload } from "./versions.ts";

/**
 * A payload of any version that a chain leads from, opened, as one of the newest, and checked to be one. What stands in
 * protected values is not checked: an erased one holds no value any more. Throws MeshError INTERNAL when a step throws
 * or gives something else, without telling a value.
 */
export function readPayload(newest: EventDeclaration, version: number, payload: unknown): unknown {
  if (version === newest.version) return payload;
  const read = stepped(newest, version, payload);
  const { error } = newest.schema.safeParse(read);
  const issues = error?.issues.filter((issue) => !isProtected(newest, issue)) ?? [];
  if (issues.length === 0) return read;
  throw new MeshError(
    "INTERNAL",
    `version ${version} does not become version ${newest.version}: ${payloadProblems(issues, "data")}`,
  );
}

function stepped(newest: EventDeclaration, version: number, payload: unknown): unknown {
  try {
    return upcastPayload(newest, version, payload);
  } catch (cause) {
    const what = cause instanceof Error ? cause.name : "a value that is no Error";
    throw new MeshError(
      "INTERNAL",
      `the upcast from version ${version} to ${newest.version} threw ${what}; its message is withheld, it may hold personal data`,
      {},
      { cause },
    );
  }
}

const isProtected = (newest: EventDeclaration, issue: z.core.$ZodIssue): boolean =>
  newest.protected.some(({ path }) => path.every((name, index) => name === issue.path[index]));
