import type { DataSource } from "typeorm";
import { RegisteredContextRow } from "../projection/index.ts";
import { orUnavailable } from "./orUnavailable.ts";

/** The names of all registered contexts, in order. */
export async function registeredContexts(store: DataSource): Promise<readonly string[]> {
  const rows = await orUnavailable(() =>
    store.manager.find(RegisteredContextRow, { select: { name: true }, order: { name: "asc" } }),
  );
  return rows.map(({ name }) => name);
}
