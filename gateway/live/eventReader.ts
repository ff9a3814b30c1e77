import { readCut } from "@datamesh/kernel/cut";
import { productRef, type ProductRef } from "@datamesh/kernel/product";
import { rowHash } from "@datamesh/kernel/projection";
import type { DocumentNode, GraphQLFormattedError } from "graphql";
import type { Reading } from "../cut/reading.ts";
import type { Answer } from "../types.ts";
import type { EventQueries } from "./eventQueries.ts";
import { changeEvents, rowEvent } from "./eventResults.ts";
import type { LiveRead } from "./liveEvent.ts";
import type { SubscribedField } from "./subscribedField.ts";

/** Reads the events of one subscription, each by a query on behalf of its consumer. */
export interface EventReader {
  readonly product: ProductRef;
  readonly kind: SubscribedField["kind"];
  readonly hasHistory: boolean;
  /** The `rowHash` of the one row whose changes are events; undefined when those of all rows are. */
  readonly rowHash: string | undefined;
  /** Behind which position the subscription begins, if it says so. */
  readonly begin: string | undefined;
  /** The row as it is, and the position at which it is so. */
  row(): Promise<LiveRead>;
  /** No event, and the position at which the product stands. */
  head(): Promise<LiveRead>;
  /** The next events behind a position. */
  behind(position: string): Promise<LiveRead>;
}

/** Asks a query of the subscription, with these variables besides its own. */
export type AskEvents = (
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  reading?: Reading,
) => Promise<Answer>;

/** What a reader is made of. */
export interface EventReaderParts {
  readonly field: SubscribedField;
  readonly queries: EventQueries;
  /** The coerced arguments of the field. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly ask: AskEvents;
  readonly format: (error: GraphQLFormattedError) => GraphQLFormattedError;
}

/** Events that one query reads: so many that the rules are not evaluated for each alone, few enough to be sent at once. */
const PAGE = 100;

const TELLING_CUT: Reading = { cut: true };

/** Makes a reader. */
export function eventReader({ field, queries, args, ask, format }: EventReaderParts): EventReader {
  const { product, kind, hasHistory } = field;
  const { names } = queries;
  const ref = productRef(product.name, product.major);
  const key = args[kind === "row" ? product.key : "key"] ?? null;
  const { after } = args;
  const positionIn = ({ cut }: Answer): string | undefined => {
    const position = cut === undefined ? undefined : readCut(cut)?.get(ref)?.position;
    return position === undefined ? undefined : String(position);
  };
  const changes = async (position: string, first: number, reading?: Reading): Promise<Answer> => {
    if (queries.changes === undefined) throw new TypeError(`${ref} has no history to read`);
    return ask(queries.changes, { [names.after]: position, [names.first]: first, [names.key]: key }, reading);
  };
  const shape = { field, names, format };
  return {
    product: ref,
    kind,
    hasHistory,
    rowHash: typeof key === "string" ? rowHash(key) : undefined,
    begin: typeof after === "string" ? after : undefined,
    row: async () => {
      const answer = await ask(queries.row, { [names.key]: key }, hasHistory ? TELLING_CUT : undefined);
      return rowEvent(answer, shape, positionIn(answer));
    },
    head: async () => {
      const answer = await changes("0", 0, TELLING_CUT);
      const read = changeEvents(answer, shape);
      const position = positionIn(answer);
      if (read.kind === "end") return read;
      return { kind: "events", events: [], hasMore: false, ...(position !== undefined && { position }) };
    },
    behind: async (position) => changeEvents(await changes(position, PAGE), shape),
  };
}
