import { type BoundedMap, boundedMap } from "../../boundedMap.ts";
import { productCutText } from "../../cut/index.ts";
import { encode } from "../columns/index.ts";
import type { Statement, TextRow } from "../database.ts";
import type { PageRequest } from "../read/pageRequest.ts";
import type { OpenSource } from "../read/rowSource.ts";
import type { PageShape } from "./jsonReader.ts";
import { type Read, sharedReads } from "./sharedReads.ts";
import { AT, type PageOf, writtenPagesStatement, writtenPageStatement } from "./writtenPage.ts";

/** A longer page has a statement of its own: what a statement costs by itself is little beside its rows. */
const MOST_ROWS_OF_PAGE = 200;
/** So many kinds of pages of one shape are remembered: sizes, directions and cuts. */
const MOST_KINDS = 32;
/** Stands for the page that begins at the beginning. */
const FIRST = "";

type Run = (statement: Statement, signal?: AbortSignal) => Promise<readonly TextRow[]>;
type Pages = ReadonlyMap<string, TextRow>;

/** A page to be written, and where from. */
interface AskedPage {
  readonly of: PageOf;
  readonly shape: PageShape;
  readonly open: OpenSource;
}

/**
 * Whether a page is read along the index of the key and no further than its size, so that it keeps nobody waiting with
 * whom it shares a statement.
 */
export const mayShare = ({ where, ordering, size }: PageRequest, { total }: PageShape): boolean =>
  !total &&
  size <= MOST_ROWS_OF_PAGE &&
  ordering.length === 1 &&
  where.kind === "all" &&
  where.of.length === 0;

/**
 * Reads pages that differ in nothing but the place they go on from, and that were asked for at about the same time, by
 * one statement. Answers what `writtenPage` reads.
 */
export function sharedPages(
  run: Run,
): (asked: AskedPage, signal?: AbortSignal) => Promise<readonly TextRow[]> {
  const shapes = new WeakMap<PageShape, BoundedMap<string, Read<Pages>>>();
  const readOf = (asked: AskedPage): Read<Pages> => {
    let kinds = shapes.get(asked.shape);
    if (kinds === undefined) shapes.set(asked.shape, (kinds = boundedMap(MOST_KINDS)));
    const kind = kindOf(asked.of);
    const known = kinds.get(kind);
    if (known !== undefined) return known;
    const read = asked.of.request.from === undefined ? firstPage(run, asked) : pagesAfter(run, asked);
    const shared = sharedReads(read, Math.max(1, asked.of.request.size));
    kinds.set(kind, shared);
    return shared;
  };
  return async (asked, signal) => {
    const { request, table } = asked.of;
    const { key } = table;
    const place = request.from === undefined ? FIRST : (encode(key, request.from[0], key.name) ?? FIRST);
    const page = (await readOf(asked)([place], signal)).get(place);
    return page === undefined ? [] : [page];
  };
}

function kindOf({ request: { size, ordering, from }, cut }: PageOf): string {
  const at = cut === undefined ? "" : productCutText(cut);
  return `${size} ${ordering[0]?.direction} ${from === undefined ? "first" : "after"} ${at}`;
}

function firstPage(run: Run, { of, shape, open }: AskedPage): Read<Pages> {
  const statement = writtenPageStatement(of, shape, open);
  return async (_places, signal) => {
    const [page = {}] = await run(statement, signal);
    return new Map([[FIRST, page]]);
  };
}

function pagesAfter(run: Run, { of, shape, open }: AskedPage): Read<Pages> {
  const { text, values = [] } = writtenPagesStatement(of, shape, open);
  const before = values.slice(0, -1);
  return async (places, signal) => {
    const printed = await run({ text, values: [...before, places] }, signal);
    return new Map(printed.map((page) => [places[Number(page[AT]) - 1] ?? FIRST, page]));
  };
}
