import { parseProductCut, type ProductCut, productCutText } from "../../cut/index.ts";
import type { ProductDescriptor } from "../../product/index.ts";
import { parameterType } from "../columns/index.ts";
import type { Statement, TextRow } from "../database.ts";
import { literal } from "../identifier.ts";
import { conditionSql } from "../read/conditionSql.ts";
import { cursorHead, cursorOf } from "../read/cursor.ts";
import type { Ordering } from "../read/ordering.ts";
import type { PageRequest } from "../read/pageRequest.ts";
import { type PageParts, pageSelect } from "../read/pageStatement.ts";
import { parameters, type Parameters } from "../read/parameters.ts";
import type { ReadTable } from "../read/readTable.ts";
import { AS_OF, type OpenSource, type RowSource } from "../read/rowSource.ts";
import { jsonSql } from "./jsonSql.ts";
import type { PageShape, WrittenPage } from "./jsonReader.ts";
import { hasCursor, type RowShape, shapeFields } from "./rowShape.ts";
import { unseenLength } from "./unseenLength.ts";
import { shapeSql } from "./shapeSql.ts";

/** Stands for a row that was not written. No JSON holds it. */
const UNWRITTEN = "\u0001";

/** What a page is of. */
export interface PageOf {
  readonly product: ProductDescriptor;
  readonly table: ReadTable;
  /** What a row in a shape without a cursor is written as. */
  readonly rowSql: (shape: RowShape) => string;
  readonly request: PageRequest;
  readonly cut?: ProductCut | undefined;
}

/** Writes a page and counts what it is a page of, in one statement and so in one snapshot. */
export function writtenPageStatement(of: PageOf, shape: PageShape, open: OpenSource): Statement {
  const given = parameters();
  const source = open(given);
  return { text: `${source.before}${pageSql(of, shape, { source, given })}`, values: given.values };
}

/** The place of a page among others: its number from 1. */
export const AT = "at__in";

/**
 * Writes the pages after several places in the order of the key: a row for each, as `writtenPageStatement` answers it,
 * and its number. The keys in their stored form are the last parameter; the text does not depend on them.
 */
export function writtenPagesStatement(of: PageOf, shape: PageShape, open: OpenSource): Statement {
  const given = parameters();
  const source = open(given);
  const type = `${parameterType(of.table.key)}[]`;
  const keys = unseenLength(given.add([], type), type);
  const page = pageSql(of, shape, { source, given, places: ["places.place"] });
  const text = `${source.before}select places.at as ${AT}, page.*
    from unnest(${keys}) with ordinality as places(place, at) cross join lateral (${page}) page`;
  return { text, values: given.values };
}

type PageSource = Pick<PageParts, "source" | "given" | "places">;

function pageSql(of: PageOf, shape: PageShape, from: PageSource): string {
  const total = shape.total ? [`${totalSql(of, from.source, from.given)} as total`] : [];
  if (shape.lists.length === 0 && !shape.hasNext && !shape.ends) return `select ${total.join()}`;
  const { request, table } = of;
  const ordered = request.ordering.map(({ field }) => field.name);
  const names = [...new Set([...ordered, ...shape.lists.flatMap((list) => [...shapeFields(list)])])];
  // A number the page's bounds have checked. As a parameter, plans that are kept would be made for any number.
  const limit = (): string => `${request.size + (shape.hasNext ? 1 : 0)}`;
  const selected = pageSelect(table, request, { ...from, names, limit });
  const placed = shape.hasNext || shape.ends;
  const rows = placed
    ? `select *, row_number() over () as place__in, count(*) over () as places__in from (${selected}) p`
    : selected;
  const columns = [...listsSql(of, shape), ...(placed ? placesSql(of, shape) : []), ...total];
  return `select ${columns.join(", ")} from (${rows}) q`;
}

function listsSql(of: PageOf, { lists, hasNext }: PageShape): readonly string[] {
  const { table, request, rowSql } = of;
  const only = hasNext ? ` filter (where place__in <= ${request.size})` : "";
  return lists.map((list, index) => {
    const json = hasCursor(list) ? shapeSql({ table, cursor: cursorSql(of) }, list) : rowSql(list);
    return `string_agg(coalesce(${json}, chr(1)), ',')${only} as list__${index}`;
  });
}

/** The JSON in a row's cursor. */
function cursorSql({ product, request, cut }: PageOf): string {
  const told = cut === undefined ? toldSql(product) : literal(JSON.stringify(productCutText(cut)));
  const head = literal(cursorHead(product, request.ordering));
  return `(${head} || ${valuesSql(request.ordering)} || '],' || ${told} || ']')`;
}

/** A row's values of the order as JSON, separated by commas. */
const valuesSql = (ordering: Ordering): string =>
  ordering.map(({ field }, index) => `(${jsonSql(field, index < ordering.length - 1)})`).join(" || ',' || ");

/** Without a history no cut is told. */
const toldSql = ({ history }: ProductDescriptor): string =>
  history === false ? "'null'" : `case when ${AS_OF} is null then 'null' else '"' || ${AS_OF} || '"' end`;

function placesSql({ product, request, cut }: PageOf, { ends }: PageShape): readonly string[] {
  const found = "count(*) as found__in";
  if (!ends) return [found];
  const values = `coalesce(${valuesSql(request.ordering)}, chr(1))`;
  return [
    found,
    `max(${values}) filter (where place__in = least(1, ${request.size})) as start__in`,
    `max(${values}) filter (where place__in = least(${request.size}, places__in)) as end__in`,
    ...(cut === undefined && product.history !== false ? [`min(${AS_OF}) as ${AS_OF}`] : []),
  ];
}

function totalSql({ table, request }: PageOf, { parts }: RowSource, given: Parameters): string {
  const condition = conditionSql(table, request.where, given);
  const counts = parts.map(
    ({ relation, only }) => `(select count(*) from ${relation} where ${condition}${only})`,
  );
  return counts.join(" + ");
}

/**
 * What was written; undefined when a row was not, and when nothing was found at a cut: the product may have moved on
 * from it.
 */
export function writtenPage(
  { product, request, cut }: PageOf,
  shape: PageShape,
  printed: TextRow,
): WrittenPage | undefined {
  const lists = shape.lists.map((_list, index) => printed[`list__${index}`] ?? "");
  const [start, end] = [printed["start__in"] ?? null, printed["end__in"] ?? null];
  const found = Number(printed["found__in"] ?? 0);
  const total = Number(printed["total"] ?? 0);
  if ([...lists, start, end].some((each) => each?.includes(UNWRITTEN))) return undefined;
  if (cut !== undefined && found === 0 && total === 0 && lists.every((list) => list === "")) return undefined;
  const at = cut ?? parseProductCut(printed[AS_OF]);
  const cursor = (values: string | null): string | null =>
    values === null ? null : cursorOf(product, request.ordering, values, at);
  return { lists, hasNext: found > request.size, start: cursor(start), end: cursor(end), total };
}
