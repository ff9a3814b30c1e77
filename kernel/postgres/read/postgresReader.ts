import type { ProductDescriptor, Row } from "../../product/index.ts";
import { encode, parameterType } from "../columns/index.ts";
import type { Queryable, Statement, TextRow } from "../database.ts";
import { conditionSql } from "./conditionSql.ts";
import type { PageRequest } from "./pageRequest.ts";
import { pageStatement } from "./pageStatement.ts";
import { parameters } from "./parameters.ts";
import type { Page, ProductReader } from "./productReader.ts";
import { readTable, type ReadTable } from "./readTable.ts";
import { storeFailure } from "./storeFailure.ts";

export interface PostgresReaderOptions {
  readonly database: Queryable;
  /** The context's schema. */
  readonly schema: string;
  readonly product: ProductDescriptor;
  /**
   * Whether the relation holds a field. An older generation of it, served while it is no longer projected, may lack
   * one, which then reads as null. Every field unless given.
   */
  readonly stored?: (field: string) => boolean;
}

/** Reads a product's rows from the relation `schema.relation` in PostgreSQL. */
export function postgresReader({ database, schema, product, stored }: PostgresReaderOptions): ProductReader {
  const table = readTable(schema, product, stored ?? (() => true));
  const run = async (statement: Statement): Promise<readonly TextRow[]> => {
    try {
      return await database.query(statement);
    } catch (failure) {
      throw storeFailure(product.context, failure);
    }
  };
  return {
    async byKeys(keys, fields) {
      const names = withFirst([table.key.name], fields);
      const rows = await run(byKeysStatement(table, keys, names));
      return new Map(rows.map(table.decoder(names)).map((row) => [row[table.key.name] as string, row]));
    },
    async page(request, fields) {
      const names = withFirst(
        request.ordering.map(({ field }) => field.name),
        fields,
      );
      const rows = await run(pageStatement(table, request, names));
      return pageOf(request, rows.map(table.decoder(names)));
    },
    async count(where) {
      const given = parameters();
      const condition = conditionSql(table, where, given);
      const text = `select count(*) as count from ${table.relation} where ${condition}`;
      const [row] = await run({ text, values: given.values });
      return Number(row?.["count"]);
    },
  };
}

const withFirst = (first: readonly string[], rest: readonly string[]): readonly string[] => [
  ...new Set([...first, ...rest]),
];

function byKeysStatement(table: ReadTable, keys: readonly string[], names: readonly string[]): Statement {
  const given = parameters();
  const stored = keys.map((key) => encode(table.key, key, table.key.name));
  const listed = given.add(stored, `${parameterType(table.key)}[]`);
  const text = `select ${table.columns(names)} from ${table.relation} where ${table.value(table.key.name)} = any(${listed})`;
  return { text, values: given.values };
}

/**
 * Whether there are rows on the side one comes from is not asked of the database: a cursor is a row that was there
 * (Cursor Connections Specification, 5.1).
 */
function pageOf({ backward, size, from }: PageRequest, found: readonly Row[]): Page {
  const rows = found.slice(0, size);
  const more = found.length > size;
  return backward
    ? { rows: rows.toReversed(), hasPrevious: more, hasNext: from !== undefined }
    : { rows, hasNext: more, hasPrevious: from !== undefined };
}
