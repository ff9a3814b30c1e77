import { createHash } from "node:crypto";
import { MeshError, z } from "@datamesh/kernel";

/** A product's place in the order of a search. */
export interface ProductPlace {
  readonly rank: number;
  readonly name: string;
  readonly major: number;
}

const VERSION = 1;
const content = z.tuple([z.literal(VERSION), z.string(), z.int(), z.string(), z.int()]);

/** An opaque text that names a place, and the search in whose order it is one. */
export function writeCursor({ rank, name, major }: ProductPlace, search: string | null | undefined): string {
  return Buffer.from(JSON.stringify([VERSION, hash(search), rank, name, major])).toString("base64url");
}

/** The reverse. Fails with BAD_USER_INPUT on any other text, and on a cursor of another search. */
export function readCursor(cursor: string, search: string | null | undefined): ProductPlace {
  const { success, data } = content.safeParse(parsed(Buffer.from(cursor, "base64url").toString()));
  if (!success) {
    throw new MeshError("BAD_USER_INPUT", "after is not a cursor: pass one that this connection answered");
  }
  const [, of, rank, name, major] = data;
  if (of !== hash(search)) {
    throw new MeshError(
      "BAD_USER_INPUT",
      "after is a cursor of another search: start again from the first page",
    );
  }
  return { rank, name, major };
}

const hash = (search: string | null | undefined): string =>
  createHash("sha256")
    .update(search?.trim() ?? "")
    .digest("base64url")
    .slice(0, 12);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
