import { completeTables } from "../../kernel/postgres/bulk/completeTables.ts";
import type { GenerationNames } from "../../kernel/postgres/products/productNames.ts";
import { replayCuts } from "../../kernel/postgres/replay/replayCuts.ts";
import { COMPARED, createShadow, EMPTY_SHADOW } from "../../kernel/postgres/replay/shadow.ts";
import type { BenchMesh } from "./benchMesh.ts";

/** Derives a product's rows and history by its own folds, as a rebuild and a verification do. Answers their tables. */
export async function foldHistory(
  mesh: BenchMesh,
  product: string,
  events: number,
): Promise<GenerationNames> {
  const { migrate } = mesh;
  const projection = mesh.projection(product);
  const shadow = await migrate.transaction((connection) => createShadow(connection, projection, COMPARED));
  const cuts = shadow.tables.cuts.replace(/"$/, '_bench"');
  await migrate.query({ text: `drop table if exists ${cuts}` });
  await migrate.query({ text: `create table ${cuts} (like ${shadow.tables.cuts} including all)` });
  await migrate.query({
    text: `insert into ${cuts} (cut, position, inputs)
           values (1, 0, jsonb_build_object('events', jsonb_build_object('position', $1::bigint)))`,
    values: [events],
  });
  const work = { database: migrate, shadow, history: true, options: {}, save: () => Promise.resolve() };
  await replayCuts(work, EMPTY_SHADOW, { cuts, upTo: 1 });
  await migrate.transaction((connection) => completeTables(connection, shadow));
  return shadow.tables;
}
