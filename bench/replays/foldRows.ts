import { completeTables } from "../../kernel/postgres/bulk/completeTables.ts";
import { foldUpTo } from "../../kernel/postgres/replay/foldUpTo.ts";
import { COMPARED, createShadow, EMPTY_SHADOW } from "../../kernel/postgres/replay/shadow.ts";
import { position } from "@datamesh/kernel/log";
import type { BenchMesh } from "./benchMesh.ts";

/** Derives a product's rows, without history, by its own folds: what a rebuild with changed code does. Answers their table. */
export async function foldRows(mesh: BenchMesh, product: string, events: number): Promise<string> {
  const { migrate } = mesh;
  const projection = mesh.projection(product);
  const shadow = await migrate.transaction((connection) => createShadow(connection, projection, COMPARED));
  const work = { database: migrate, shadow, history: false, options: {}, save: () => Promise.resolve() };
  await foldUpTo(work, EMPTY_SHADOW, { cut: { events: { position: position(events) } }, marks: [] });
  await migrate.transaction((connection) => completeTables(connection, shadow));
  return shadow.tables.rows;
}
