import { MeshError } from "../../errors.ts";
import { pageBounds } from "./pageBounds.ts";

/** The arguments of a product's changes as a client sends them. */
export interface ChangesArguments {
  readonly after?: string | null;
  readonly first?: number | null;
  readonly key?: string | null;
}

/** Some of a product's changes, in the order of their positions. */
export interface ChangesRequest {
  /** The position they come after; 0 is before all. */
  readonly after: number;
  readonly size: number;
  /** Of the row with this key alone. */
  readonly key?: string;
}

/** Reads the arguments. Fails with BAD_USER_INPUT when `after` is no position or `first` is beyond
 * the limit of pages. */
export function parseChangesRequest({ after, first, key }: ChangesArguments): ChangesRequest {
  const { size } = pageBounds({ first: first ?? null });
  if (typeof key === "string" && (key.includes("\u0000") || !key.isWellFormed())) {
    throw new MeshError("BAD_USER_INPUT", "no row has this key: it is not text");
  }
  return { after: positionIn(after ?? "0"), size, ...(typeof key === "string" && { key }) };
}

function positionIn(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new MeshError(
    "BAD_USER_INPUT",
    "after is not a position: pass one that a change told, or 0 for all changes",
  );
}
