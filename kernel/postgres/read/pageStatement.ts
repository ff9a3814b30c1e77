import { columnName } from "../../product/index.ts";
import type { Statement } from "../database.ts";
import { encode, parameterType } from "../columns/index.ts";
import { identifier } from "../identifier.ts";
import { conditionSql } from "./conditionSql.ts";
import { keysetRanges, type Range } from "./keysetRanges.ts";
import { reversed, type Ordering } from "./ordering.ts";
import type { PageRequest } from "./pageRequest.ts";
import { parameters, type Parameters } from "./parameters.ts";
import type { ReadTable } from "./readTable.ts";
import type { OpenSource, RowPart, RowSource } from "./rowSource.ts";

/**
 * One page and one row more, which tells whether there is another page; backward pages come in reverse. Every range
 * of the keyset is read through the index up to the size of the page, so no page reads more than a few pages' rows.
 */
export function pageStatement(
  table: ReadTable,
  request: PageRequest,
  names: readonly string[],
  open: OpenSource,
): Statement {
  const given = parameters();
  const source = open(given);
  const limit = (): string => given.add(request.size + 1, "bigint");
  return {
    text: `${source.before}${pageSelect(table, request, { names, source, given, limit })}`,
    values: given.values,
  };
}

/** What a page is selected with: the fields, where from, and how many rows; values go to the parameters. */
export interface PageParts {
  readonly names: readonly string[];
  readonly source: RowSource;
  readonly given: Parameters;
  /** Asked when its turn among the parameters comes. */
  readonly limit: () => string;
  /** Expressions for the place to go on from, a value for each term of the order; the request's, as parameters, unless given. */
  readonly places?: readonly string[];
}

/** A page without what stands before its statement. */
export function pageSelect(
  table: ReadTable,
  request: PageRequest,
  { names, source, given, limit: limited, places }: PageParts,
): string {
  const ordering = request.backward ? reversed(request.ordering) : request.ordering;
  const where = conditionSql(table, request.where, given);
  const limit = limited();
  const tail = `order by ${orderSql(ordering)} limit ${limit}`;
  const select = (range: string) => (part: RowPart) =>
    `select ${table.columns(names)}${source.told} from ${part.relation} where ${where}${range}${part.only} ${tail}`;
  const { from } = request;
  const ranges =
    from === undefined ? [""] : rangesSql(table, ordering, from, places ?? added(ordering, from, given));
  const selects = ranges.flatMap((range) => source.parts.map(select(range)));
  return selects.length === 1 ? selects.join() : `(${selects.join(") union all (")}) ${tail}`;
}

const orderSql = (ordering: Ordering): string =>
  ordering
    .map(({ field, direction }) => `${identifier(columnName(field.name))} ${direction.toLowerCase()}`)
    .join(", ");

const added = (ordering: Ordering, place: readonly unknown[], given: Parameters): readonly string[] =>
  ordering.map(({ field }, index) =>
    place[index] === null ? "null" : given.add(encode(field, place[index], field.name), parameterType(field)),
  );

function rangesSql(
  table: ReadTable,
  ordering: Ordering,
  place: readonly unknown[],
  placeholders: readonly string[],
): readonly string[] {
  return keysetRanges(ordering, place).map((range) => rangeSql(table, ordering, range, placeholders));
}

function rangeSql(
  table: ReadTable,
  ordering: Ordering,
  range: Range,
  placeholders: readonly string[],
): string {
  const bounds = range.map(({ term, is }) => {
    const { field, direction } = ordering[term] as Ordering[number];
    const column = table.value(field.name);
    if (is === "null") return `${column} is null`;
    if (is === "notNull") return `${column} is not null`;
    const comparison = is === "equal" ? "=" : direction === "ASC" ? ">" : "<";
    return `${column} ${comparison} ${placeholders[term]}`;
  });
  return bounds.map((bound) => ` and ${bound}`).join("");
}
