import { contextNames, type Projection } from "@datamesh/kernel/postgres";
import { generationNames } from "../../kernel/postgres/products/productNames.ts";
import { replayCuts } from "../../kernel/postgres/replay/replayCuts.ts";
import { EMPTY_SHADOW } from "../../kernel/postgres/replay/shadow.ts";
import type { BenchMesh } from "./benchMesh.ts";

const EVENTS_PER_COMMIT = 5_000;

/**
 * Brings the live product to an event of its log as if it had been projected in commits of 5,000, which would take much
 * longer: the commits are written down, and replayed into the tables that are live.
 */
export async function projectAtOnce(
  { admin, migrate }: BenchMesh,
  projection: Projection,
  events: number,
): Promise<void> {
  const { context, product } = projection;
  const { checkpoints } = contextNames(context);
  const [live] = await admin.query({
    text: `select generation from ${checkpoints} where product = $1`,
    values: [product.name],
  });
  const generation = Number(live?.["generation"]);
  const tables = generationNames(context, product.name, product.major, generation);
  const commits = Math.ceil(events / EVENTS_PER_COMMIT);
  const all = [tables.rows, tables.history, tables.cuts, tables.members].join(", ");
  await migrate.query({ text: `truncate ${all}` });
  const cuts = tables.cuts.replace(/"$/, '_bench"');
  await migrate.query({ text: `drop table if exists ${cuts}` });
  await migrate.query({ text: `create table ${cuts} (like ${tables.cuts} including all)` });
  await migrate.query({
    text: `insert into ${cuts} (cut, position, inputs)
           select n, 0, jsonb_build_object('events', jsonb_build_object('position', least(n * $2::bigint, $3::bigint)))
           from generate_series(1, $1::bigint) n`,
    values: [commits, EVENTS_PER_COMMIT, events],
  });
  const shadow = { projection, generation, tables };
  const work = { database: migrate, shadow, history: true, options: {}, save: () => Promise.resolve() };
  const { cut, position, inputs } = await replayCuts(work, EMPTY_SHADOW, { cuts, upTo: commits });
  await migrate.query({
    text: `update ${checkpoints} set cut = $1, position = $2, inputs = $3 where product = $4`,
    values: [cut, position, JSON.stringify(inputs), product.name],
  });
}
