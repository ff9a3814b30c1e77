import type { Queryable } from "@datamesh/kernel/postgres";

/** The newest supergraph that could be composed; undefined before the first. `database` is the catalog's read login. */
export async function composedSupergraph(database: Queryable): Promise<string | undefined> {
  const [row] = await database.query({ text: "select supergraph_sdl from catalog_store.supergraph" });
  return row?.["supergraph_sdl"] ?? undefined;
}
