import type { Position } from "../log/position.ts";
import type { Row } from "../product/dataProduct.ts";
import type { UpstreamChange } from "./step.ts";

/** The positions of a product's inputs at one of its commits; upstream products carry theirs, transitively. */
export type Inputs = Readonly<Record<string, InputPosition>>;
export interface InputPosition {
  readonly position: Position;
  readonly inputs?: Inputs;
}

/** Changes up to the commit of the upstream that they end with. */
export interface FeedBatch {
  readonly changes: readonly UpstreamChange[];
  readonly upTo: InputPosition;
}

/** A row of an upstream product under its key. */
export type UpstreamRow = readonly [key: string, row: Row];

/**
 * Another product's history, as its contract allows it to be read. Adapters: PostgreSQL; later over a network.
 */
export interface ChangeFeed {
  /** Changes after the position, about `limit` of them, ending where a commit of the upstream ends. */
  read(after: Position, limit: number): Promise<FeedBatch>;
  /** The position up to which changes that later ones supersede may be missing, being past their retention. */
  floor(): Promise<Position>;
  /** The changes after one position up to another, both ends of commits, in order. */
  between(after: Position, upTo: Position): Promise<readonly UpstreamChange[]>;
  /** The rows under the keys as they were at the position; keys without a row are absent. */
  rowsAt(keys: readonly string[], at: Position): Promise<ReadonlyMap<string, Row>>;
  /** The same as `between`, as they come: for many. */
  stream(after: Position, upTo: Position): AsyncIterable<readonly UpstreamChange[]>;
  /** Every row there was at the position, as they come, in no order. */
  allRowsAt(at: Position): AsyncIterable<readonly UpstreamRow[]>;
  /** The newest position that can be read. */
  head(): Promise<Position>;
}
