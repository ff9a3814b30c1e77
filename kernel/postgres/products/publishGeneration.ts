import type { DataProduct } from "../../product/dataProduct.ts";
import { columnName } from "../../product/names.ts";
import type { Queryable } from "../database.ts";
import { identifier } from "../identifier.ts";
import { repointFeeds } from "./feedViews.ts";
import { type GenerationNames, generationNames, productNames } from "./productNames.ts";

/**
 * Points the published views of a product at a generation's tables, in the transaction of the caller: readers see the
 * old rows or the new ones. Views keep the order of their columns and gain new ones at the end; where that cannot be,
 * they are made anew and whoever could read them still can. Run as the owner of the views, the migrate role.
 */
export async function publishGeneration(
  connection: Queryable,
  context: string,
  product: DataProduct,
  generation: number,
): Promise<void> {
  const tables = generationNames(context, product.name, product.major, generation);
  const views = productNames(context, product.name, product.major);
  const fields = Object.keys(product.fields).map(columnName);
  const history = ["position", "removed", "input", "input_position"];
  await publish(connection, views.rows, tables.rows, fields);
  await publish(connection, views.history, tables.history, [...history, ...fields]);
  await publishJournal(connection, context, product, generation);
  await repointFeeds(connection, context, product, tables);
}

/**
 * Publishes again what the tables of the live generation hold, which a declaration that changed since may no longer
 * name: views that somebody dropped or changed are as they were.
 */
export async function publishStored(
  connection: Queryable,
  context: string,
  product: Pick<DataProduct, "name" | "major">,
  generation: number,
): Promise<void> {
  const tables = generationNames(context, product.name, product.major, generation);
  const views = productNames(context, product.name, product.major);
  for (const part of ["rows", "history"] as const) {
    const stored = await columnTypes(connection, tables[part]);
    const columns = [...stored.keys()].filter((name) => !name.includes("__"));
    await publish(connection, views[part], tables[part], columns);
  }
  await publishJournal(connection, context, product, generation);
}

/** The same for the view of a product's commits alone, which has no fields of the declaration. */
export async function publishJournal(
  connection: Queryable,
  context: string,
  product: Pick<DataProduct, "name" | "major">,
  generation: number,
): Promise<void> {
  const tables = generationNames(context, product.name, product.major, generation);
  const views = productNames(context, product.name, product.major);
  await publish(connection, views.cuts, tables.cuts, [
    "cut",
    "position",
    "inputs",
    "committed_at",
    "history_floor",
  ]);
}

async function publish(
  connection: Queryable,
  view: string,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const [published, stored] = [await columnTypes(connection, view), await columnTypes(connection, table)];
  const known = [...published.keys()];
  const replaceable = known.every(
    (name) => columns.includes(name) && published.get(name) === stored.get(name),
  );
  const ordered = replaceable ? [...new Set([...known, ...columns])] : columns;
  const select = `with (security_invoker = true) as select ${ordered.map(identifier).join(", ")} from ${table}`;
  if (replaceable) return void (await connection.query({ text: `create or replace view ${view} ${select}` }));
  const readers = await grantees(connection, view);
  await connection.query({ text: `drop view ${view}` });
  await connection.query({ text: `create view ${view} ${select}` });
  if (readers.length > 0)
    await connection.query({ text: `grant select on ${view} to ${readers.join(", ")}` });
}

/** Column -> its type with collation; empty for a relation that is not there. */
async function columnTypes(connection: Queryable, relation: string): Promise<ReadonlyMap<string, string>> {
  const rows = await connection.query({
    text: `select attname as name, format_type(atttypid, atttypmod) || ' ' || attcollation as type
           from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum`,
    values: [relation],
  });
  return new Map(rows.map((row) => [row["name"] ?? "", row["type"] ?? ""] as const));
}

/** Lets whoever may read, add to or change a generation's tables do the same with the next one's. */
export async function copyGrants(
  connection: Queryable,
  from: GenerationNames,
  to: GenerationNames,
): Promise<void> {
  for (const part of ["rows", "history", "cuts", "members"] as const) {
    const granted = await connection.query({
      text: `select quote_ident(pg_get_userbyid(acl.grantee)) as grantee, string_agg(acl.privilege_type, ', ') as privileges
             from pg_class, lateral aclexplode(relacl) acl
             where oid = to_regclass($1) and acl.grantee <> relowner and acl.grantee <> 0 group by 1`,
      values: [from[part]],
    });
    for (const { grantee, privileges } of granted) {
      await connection.query({ text: `grant ${privileges} on ${to[part]} to ${grantee}` });
    }
  }
}

/** The roles, quoted, that may read a relation and do not own it. */
export async function grantees(connection: Queryable, relation: string): Promise<readonly string[]> {
  const rows = await connection.query({
    text: `select distinct quote_ident(pg_get_userbyid(acl.grantee)) as grantee
           from pg_class, lateral aclexplode(relacl) acl
           where oid = to_regclass($1) and acl.privilege_type = 'SELECT' and acl.grantee <> relowner and acl.grantee <> 0`,
    values: [relation],
  });
  return rows.map((row) => row["grantee"] ?? "");
}
