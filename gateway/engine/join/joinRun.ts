import type { CallSubgraph, SubgraphResult } from "../subgraphCall.ts";
import type { Row, Rows } from "./readRows.ts";

/** What was asked while joining, and answered: bodies as they came where they could be read. */
export interface AskedSubgraph {
  readonly subgraph: string;
  readonly body: string;
  readonly result: SubgraphResult;
}

/** The source of the rows of the root field. */
export const ROWS = 0;

/** The source of what stands around them, which is one row. */
export const AROUND = 1;

/** The first one of entities. */
export const ENTITIES = 2;

/** One answer that is being joined of rows. */
export class JoinRun {
  /** Of each source, the row that belongs to each row of the root field; undefined where there is none. */
  readonly rows: (Rows | undefined)[] = [];
  readonly asked: AskedSubgraph[] = [];
  /** Whether all that was read so far is ASCII, so that its characters are its bytes. */
  isAscii = true;
  /** Whether something is missing that only completing can tell of. */
  isLost = false;

  constructor(
    readonly variables: Readonly<Record<string, unknown>>,
    readonly call: CallSubgraph,
  ) {}

  /** The row of a source for a row of the root field. */
  row(source: number, index: number): Row | undefined {
    return this.rows[source]?.[index];
  }
}

/** A part of a plan; whether it could be joined. Undefined when that is known at once: it could. */
export type JoinStep = (run: JoinRun) => Promise<boolean> | undefined;
