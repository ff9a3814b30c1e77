import { MeshError } from "../../errors.ts";
import { type ContextNames, contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";

/**
 * Makes sure that logs that were made still have all of their tables, which nothing else could be made from. Fails with
 * INTERNAL that names every one that is gone. Run by an administrator, before anything is migrated.
 */
export async function requireLogs(admin: Queryable, contexts: readonly string[]): Promise<void> {
  const [noted] = await admin.query({
    text: "select to_regclass('datamesh.migrations') is not null as there",
  });
  if (noted?.["there"] !== "t") return;
  const tables = contexts.flatMap((context) =>
    tablesOf(contextNames(context)).map(([since, table]) => ({
      context,
      since,
      table: table.replaceAll('"', ""),
    })),
  );
  // Not by `to_regclass`: an administrator who is no superuser may use no schema of a context.
  const lost = await admin.query({
    text: `select t.name from unnest($1::text[], $2::integer[], $3::text[]) with ordinality as t (context, since, name, at)
           join datamesh.migrations m on (m.context, m.number) = (t.context, t.since)
           where not exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where concat(n.nspname, '.', c.relname) = t.name) order by t.at`,
    values: [
      tables.map((each) => each.context),
      tables.map(({ since }) => since),
      tables.map((t) => t.table),
    ],
  });
  if (lost.length === 0) return;
  const names = lost.map(({ name }) => name);
  throw new MeshError(
    "INTERNAL",
    `the log has lost what nothing can be made from: ${names.join(", ")}. Restore the database from a backup (docs/operate.md)`,
    { lost: names },
  );
}

/** Each table of a log with the migration that makes it. */
const tablesOf = (names: ContextNames): readonly (readonly [number, string])[] => [
  [1, names.log],
  [1, names.logIds],
  [1, names.logTypes],
  [1, names.logHead],
  [6, names.logStreams],
  [7, names.outbox],
  [7, names.outboxStreams],
  [8, names.logSeal],
];
