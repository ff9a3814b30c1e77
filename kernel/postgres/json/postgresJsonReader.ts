import { encode } from "../columns/index.ts";
import type { Statement, TextRow } from "../database.ts";
import type { PostgresReaderOptions } from "../read/postgresReader.ts";
import { readTable } from "../read/readTable.ts";
import { liveRows, type OpenSource, plainRows, rowsStandingAt } from "../read/rowSource.ts";
import { storeFailure } from "../read/storeFailure.ts";
import { tracedSql } from "../read/tracedSql.ts";
import type { JsonReader, PageShape } from "./jsonReader.ts";
import { keyedRows, keyedStatement } from "./keyedRows.ts";
import { hasCursor, type RowShape } from "./rowShape.ts";
import { shapeSql } from "./shapeSql.ts";
import { mayShare, sharedPages } from "./sharedPages.ts";
import { sharedReads } from "./sharedReads.ts";
import { statementNames } from "./statementNames.ts";
import { writtenPage, writtenPageStatement } from "./writtenPage.ts";

type Rows = ReadonlyMap<string, string> | undefined;

/** Has PostgreSQL write the JSON of a product's rows. */
export function postgresJsonReader(options: PostgresReaderOptions): JsonReader {
  const { database, schema, product, stored = () => true } = options;
  const table = readTable(schema, product, stored);
  const nameOf = statementNames();
  const run = async (statement: Statement, signal?: AbortSignal): Promise<readonly TextRow[]> => {
    const name = nameOf(statement.text);
    try {
      return await database.query({ ...statement, ...(name && { name }), ...(signal && { signal }) });
    } catch (failure) {
      throw storeFailure(product.context, failure, signal);
    }
  };
  const keyed = async (
    shape: RowShape,
    keys: readonly string[],
    open: OpenSource,
    signal?: AbortSignal,
  ): Promise<Rows> => keyedRows(await run(keyedStatement(table, shape, keys, open), signal));
  const shared = new WeakMap<RowShape, ReturnType<typeof sharedReads<Rows>>>();
  const sharedOf = (shape: RowShape): ReturnType<typeof sharedReads<Rows>> => {
    const known = shared.get(shape);
    if (known !== undefined) return known;
    // Its text does not depend on the keys.
    const { text } = keyedStatement(table, shape, [], plainRows(table));
    const made = sharedReads<Rows>(async (keys, signal) =>
      keyedRows(await run({ text, values: [keys] }, signal)),
    );
    shared.set(shape, made);
    return made;
  };
  const rows = new WeakMap<RowShape, string>();
  const rowSql = (shape: RowShape): string => {
    const known = rows.get(shape) ?? shapeSql({ table }, shape);
    rows.set(shape, known);
    return known;
  };
  const pages = sharedPages(run);
  const live = product.history === false ? plainRows(table) : liveRows(table);

  return {
    async rows(shape, keys, { cut, signal, span }) {
      if (keys.length === 0) return new Map();
      const stored = new Map(keys.map((key) => [encode(table.key, key, table.key.name) ?? "", key]));
      const wanted = [...stored.keys()];
      // A statement that several requests share is a part of each.
      const found = await tracedSql(span, product, () =>
        cut === undefined
          ? sharedOf(shape)(wanted, signal)
          : keyed(shape, wanted, rowsStandingAt(table, cut), signal),
      );
      // Nothing found at a cut: nothing was there, or the product has moved on.
      if (found === undefined || (cut !== undefined && found.size === 0)) return undefined;
      return byKey(stored, found);
    },
    async page(shape, request, as) {
      const cut = request.cut ?? as.cut;
      const of = { product, table, rowSql, request, cut };
      const open = cut !== undefined ? rowsStandingAt(table, cut) : tellsCut(shape) ? live : plainRows(table);
      const [printed = {}] = await tracedSql(as.span, product, () =>
        mayShare(request, shape)
          ? pages({ of, shape, open }, as.signal)
          : run(writtenPageStatement(of, shape, open), as.signal),
      );
      return writtenPage(of, shape, printed);
    },
  };
}

const tellsCut = ({ lists, ends }: PageShape): boolean => ends || lists.some(hasCursor);

function byKey(
  keys: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const rows = new Map<string, string>();
  for (const [stored, key] of keys) {
    const json = found.get(stored);
    if (json !== undefined) rows.set(key, json);
  }
  return rows;
}
