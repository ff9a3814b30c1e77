import { parseProductCut, type ProductCut } from "../../cut/index.ts";
import type { ProductDescriptor, Row } from "../../product/index.ts";
import { encode, parameterType } from "../columns/index.ts";
import type { Queryable, Statement, TextRow } from "../database.ts";
import type { Condition } from "./condition.ts";
import { conditionSql } from "./conditionSql.ts";
import { refuseUnheld, refuseUntold } from "./heldCut.ts";
import type { PageRequest } from "./pageRequest.ts";
import { pageStatement } from "./pageStatement.ts";
import { parameters } from "./parameters.ts";
import type { Count, Page, ProductReader, ReadWithin } from "./productReader.ts";
import { readChanges } from "./readChanges.ts";
import { readTable, type ReadTable } from "./readTable.ts";
import {
  AS_OF,
  liveRows,
  type OpenSource,
  plainRows,
  rowsAlongHistory,
  rowsBeforeChanges,
  rowsStandingAt,
} from "./rowSource.ts";
import { storeFailure } from "./storeFailure.ts";
import { tracedSql } from "./tracedSql.ts";

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

/** Reads a product's rows from the relation `schema.relation` in PostgreSQL, and those of a cut from its history. */
export function postgresReader(options: PostgresReaderOptions): ProductReader {
  const { schema, product, stored = () => true } = options;
  return readerWithin({}, options, readTable(schema, product, stored));
}

function readerWithin(
  { signal, span }: ReadWithin,
  options: PostgresReaderOptions,
  table: ReadTable,
): ProductReader {
  const { database, product, stored = () => true } = options;
  const run = async (statement: Statement): Promise<readonly TextRow[]> => {
    try {
      const sent = signal === undefined ? statement : { ...statement, signal };
      return await (span === undefined
        ? database.query(sent)
        : tracedSql(span, product, () => database.query(sent)));
    } catch (failure) {
      throw storeFailure(product.context, failure, signal);
    }
  };
  const decoded = (names: readonly string[], printed: readonly TextRow[]): readonly Row[] =>
    printed.map(table.decoder(names));
  /** Nothing found of a cut: nothing was there, or it is not held. */
  const orUnheld = async (cut: ProductCut, found: readonly TextRow[]): Promise<readonly TextRow[]> => {
    if (found.length === 0) await refuseUnheld(run, table, product, cut);
    return found;
  };
  const fromHistory = async (
    cut: ProductCut,
    names: readonly string[],
    statement: Statement,
  ): Promise<readonly Row[]> =>
    refuseUntold(
      product,
      cut,
      names.filter(stored),
      decoded(names, await orUnheld(cut, await run(statement))),
    );

  // Without a history nothing can be pinned: pages go on in the rows as they are then.
  const hasHistory = product.history !== false;
  const present = hasHistory ? liveRows(table) : plainRows(table);
  const past = (cut: ProductCut): OpenSource =>
    hasHistory ? rowsAlongHistory(table, cut) : rowsStandingAt(table, cut);

  /** By what there is less of: what changed since, or history up to the cut. */
  const rowsOf = async (cut: ProductCut): Promise<OpenSource> => {
    const [row] = await run({ text: `select ${table.standing} as ${AS_OF}` });
    const since = (parseProductCut(row?.[AS_OF])?.position ?? 0) - cut.position;
    return since > FEW_CHANGES + cut.position / 10
      ? rowsAlongHistory(table, cut)
      : rowsBeforeChanges(table, cut);
  };

  return {
    async byKeys(keys, fields, cut) {
      const names = withFirst([table.key.name], fields);
      const statement = (open: OpenSource): Statement => byKeysStatement(table, keys, names, open);
      const rows =
        cut === undefined
          ? decoded(names, await run(statement(plainRows(table))))
          : await fromHistory(cut, names, statement(past(cut)));
      return new Map(rows.map((row) => [row[table.key.name] as string, row]));
    },
    async page(request, fields, cut) {
      const ordered = request.ordering.map(({ field }) => field.name);
      const names = withFirst(ordered, fields);
      const statement = (open: OpenSource): Statement => pageStatement(table, request, names, open);
      if (cut === undefined) {
        const printed = await run(statement(present));
        return pageOf(request, decoded(names, printed), parseProductCut(printed[0]?.[AS_OF]));
      }
      const standing = await run(statement(rowsStandingAt(table, cut)));
      if (standing.length > 0) return pageOf(request, decoded(names, standing), cut);
      const open = ordered[0] === table.key.name ? rowsAlongHistory(table, cut) : await rowsOf(cut);
      return pageOf(request, await fromHistory(cut, names, statement(open)), cut);
    },
    async count(where, cut) {
      const statement = (open: OpenSource): Statement => countStatement(table, where, open);
      if (cut === undefined) return countOf(await run(statement(present)));
      const standing = countOf(await run(statement(rowsStandingAt(table, cut))));
      if (standing.count > 0) return { ...standing, cut };
      const { count } = countOf(await run(statement(await rowsOf(cut))));
      if (count === 0) await refuseUnheld(run, table, product, cut);
      return { count, cut };
    },
    changes: (request, fields, cut) => readChanges({ run, table, product, stored }, request, fields, cut),
    within: (request) => readerWithin(request, options, table),
  };
}

/** So many changes since a cut are always gone back over one by one. */
const FEW_CHANGES = 5_000;

const withFirst = (first: readonly string[], rest: readonly string[]): readonly string[] => [
  ...new Set([...first, ...rest]),
];

function byKeysStatement(
  table: ReadTable,
  keys: readonly string[],
  names: readonly string[],
  open: OpenSource,
): Statement {
  const given = parameters();
  const stored = keys.map((key) => encode(table.key, key, table.key.name));
  const listed = given.add(stored, `${parameterType(table.key)}[]`);
  const { before, parts } = open(given);
  const selects = parts.map(
    ({ relation, only }) =>
      `select ${table.columns(names)} from ${relation} where ${table.value(table.key.name)} = any(${listed})${only}`,
  );
  return { text: `${before}${selects.join(" union all ")}`, values: given.values };
}

function countStatement(table: ReadTable, where: Condition, open: OpenSource): Statement {
  const given = parameters();
  const condition = conditionSql(table, where, given);
  const { before, parts, told } = open(given);
  const counts = parts.map(
    ({ relation, only }) => `(select count(*) from ${relation} where ${condition}${only})`,
  );
  return { text: `${before}select ${counts.join(" + ")} as count${told}`, values: given.values };
}

function countOf([row]: readonly TextRow[]): Count {
  const cut = parseProductCut(row?.[AS_OF]);
  return { count: Number(row?.["count"]), ...(cut && { cut }) };
}

/**
 * Whether there are rows on the side one comes from is not asked of the database: a cursor is a row that was there
 * (Cursor Connections Specification, 5.1).
 */
function pageOf({ backward, size, from }: PageRequest, found: readonly Row[], cut?: ProductCut): Page {
  const rows = found.slice(0, size);
  const more = found.length > size;
  return {
    ...(backward
      ? { rows: rows.toReversed(), hasPrevious: more, hasNext: from !== undefined }
      : { rows, hasNext: more, hasPrevious: from !== undefined }),
    ...(cut && { cut }),
  };
}
