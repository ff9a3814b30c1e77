import { contextNames, generationNames, type Queryable } from "@datamesh/kernel/postgres";
import { CRASH_CONTEXTS } from "./crashMesh.ts";

/** Tables and quarantine entries of generations that are not live yet, or only to be compared: of a replay at work, or of none. */
export async function unfinishedGenerations(admin: Queryable): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name: context, products } of CRASH_CONTEXTS) {
    const { checkpoints, quarantine } = contextNames(context);
    for (const { name, major } of products) {
      const [checkpoint] = await admin.query({
        text: `select generation from ${checkpoints} where product = $1 and major = $2`,
        values: [name, major],
      });
      for (const generation of [0, Number(checkpoint?.["generation"]) + 1]) {
        const [row] = await admin.query({
          text: `select to_regclass($1) is not null as rows, exists (select from ${quarantine}
                   where product = $2 and major = $3 and generation = $4) as quarantined`,
          values: [generationNames(context, name, major, generation).rows, name, major, generation],
        });
        if (row?.["rows"] === "t" || row?.["quarantined"] === "t") {
          found.push(`generation ${generation} of ${name}@${major}`);
        }
      }
    }
  }
  return found;
}
