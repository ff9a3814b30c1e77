import { DUTIES, type Queryable, roleName } from "@datamesh/kernel/postgres";
import { snakeCase } from "@datamesh/kernel/product";

/** What a context has in a database, by name. */
export interface SchemaObjects {
  readonly roles: readonly string[];
  readonly schemas: readonly string[];
  /** Tables and views; partitions of logs are not counted. */
  readonly relations: readonly string[];
}

/** Reads what there is of a context, from PostgreSQL's own catalog, which every login may read. */
export async function schemaObjects(
  database: Queryable,
  prefix: string,
  context: string,
): Promise<SchemaObjects> {
  const roles = DUTIES.map((duty) => roleName(prefix, context, duty));
  const schemas = [snakeCase(context), `${snakeCase(context)}_store`];
  const [foundRoles, foundSchemas, relations] = [
    await database.query({
      text: "select rolname as name from pg_roles where rolname = any($1) order by 1",
      values: [roles],
    }),
    await database.query({
      text: "select nspname as name from pg_namespace where nspname = any($1) order by 1",
      values: [schemas],
    }),
    await database.query({
      text: `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = any($1) and c.relkind in ('r', 'p', 'v') and not c.relispartition order by 1`,
      values: [schemas],
    }),
  ].map((rows) => rows.map((row) => row["name"] ?? ""));
  return { roles: foundRoles ?? [], schemas: foundSchemas ?? [], relations: relations ?? [] };
}

/** What is there after and was not before. */
export function madeBetween(before: SchemaObjects, after: SchemaObjects): SchemaObjects {
  const added = (kind: keyof SchemaObjects): readonly string[] =>
    after[kind].filter((name) => !before[kind].includes(name));
  return { roles: added("roles"), schemas: added("schemas"), relations: added("relations") };
}

/** `made 4 roles, 2 schemas and 12 tables and views`, or that nothing was missing. */
export function inWords({ roles, schemas, relations }: SchemaObjects): string {
  const parts = [
    ...(roles.length > 0 ? [counted(roles.length, "role")] : []),
    ...(schemas.length > 0 ? [counted(schemas.length, "schema")] : []),
    ...(relations.length > 0 ? [`${relations.length} tables and views`] : []),
  ];
  return parts.length === 0 ? "nothing was missing" : `made ${parts.join(", ")}`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
