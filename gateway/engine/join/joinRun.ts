import type { CallSubgraph, SubgraphResult } from "../subgraphCall.ts";
import type { Row, Rows } from "./readRows.ts";

/** What was asked while joining, and answered: bodies as they came where they could be read. */
export interface AskedSubgraph {
  readonly subgraph: string;
  readonly body: string;
  readonly result: SubgraphResult;
}

/** One answer that is being joined of rows. */
export class JoinRun {
  /** Of each source, the row that belongs to each object of the root field; undefined where there is none. */
  readonly rows: (Rows | undefined)[] = [];
  readonly asked: AskedSubgraph[] = [];
  /** Whether the root field is a list. */
  isList = false;
  /** Whether all that was read so far is ASCII, so that its characters are its bytes. */
  isAscii = true;
  /** Whether something is missing that only completing can tell of. */
  isLost = false;

  constructor(
    readonly variables: Readonly<Record<string, unknown>>,
    readonly call: CallSubgraph,
  ) {}

  /** The row of a source for an object of the root field. */
  row(source: number, index: number): Row | undefined {
    return this.rows[source]?.[index];
  }
}

/** A part of a plan; whether it could be joined. Undefined when that is known at once: it could. */
export type JoinStep = (run: JoinRun) => Promise<boolean> | undefined;
