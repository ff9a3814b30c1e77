import { MeshError } from "../errors.ts";
import { cloudEventOf, readJson } from "./cloudEvent.ts";
import type { OfferedEvent } from "./prepareEvent.ts";

/** What is wrong with one event of several that are offered together. */
export interface EventProblem {
  /** Its place among them, from 0. */
  readonly index: number;
  /** Its id, where it has one. */
  readonly id: string | null;
  /** Which part is wrong, without its value. */
  readonly message: string;
}

/** Events that are offered together: all of them readable, or what is wrong with those that are not. */
export type ReadSubmission =
  | { readonly ok: true; readonly events: readonly OfferedEvent[] }
  | { readonly ok: false; readonly problems: readonly EventProblem[] };

/**
 * Reads the text of a JSON array of CloudEvents (json-format.md, 4: JSON Batch Format). Throws MeshError BAD_USER_INPUT
 * when it is no JSON array.
 */
export function readSubmission(body: string): ReadSubmission {
  const batch = readJson(body);
  if (!Array.isArray(batch)) throw new MeshError("BAD_USER_INPUT", "not a JSON array of CloudEvents");
  return submissionOf(batch as readonly unknown[]);
}

/** Reads what a JSON array of CloudEvents holds. */
export const submissionOf = (batch: readonly unknown[]): ReadSubmission => eachEvent(batch, cloudEventOf);

/** Does something with each of several events, and gathers what is wrong with those of which BAD_USER_INPUT is said. */
export function eachEvent<Given, Made>(
  given: readonly Given[],
  make: (each: Given) => Made,
):
  | { readonly ok: true; readonly events: readonly Made[] }
  | { readonly ok: false; readonly problems: readonly EventProblem[] } {
  const events: Made[] = [];
  const problems: EventProblem[] = [];
  for (const [index, each] of given.entries()) {
    try {
      events.push(make(each));
    } catch (error) {
      if (!(error instanceof MeshError) || error.code !== "BAD_USER_INPUT") throw error;
      problems.push({ index, id: idOf(each), message: error.message });
    }
  }
  return problems.length === 0 ? { ok: true, events } : { ok: false, problems };
}

const LONGEST_ID = 200;

function idOf(given: unknown): string | null {
  const id = typeof given === "object" && given !== null ? (given as { id?: unknown }).id : undefined;
  return typeof id === "string" && id.length <= LONGEST_ID ? id : null;
}
