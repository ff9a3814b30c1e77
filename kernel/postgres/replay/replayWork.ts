import type { Connection, Database } from "../database.ts";
import type { Shadow, ShadowState } from "./shadow.ts";

/** How far a replay is, in events of the product's own log. */
export interface ReplayProgress {
  readonly events: number;
  /** How many there are to read, as far as is known now. */
  readonly of: number;
  /** Whether the database derives all of them with one statement, of which nothing is known before it ends. */
  readonly isOneStatement?: boolean;
}

/** Told of a replay under way, now and then. */
export type OnProgress = (progress: ReplayProgress) => void;

/** What a rebuild found of an earlier one: it goes on after so many events, or begins anew for a reason. */
export type LeftRebuild = { readonly events: number } | { readonly discarded: string };

/** How a replay uses the machine; every option has a default. */
export interface ReplayOptions {
  readonly onProgress?: OnProgress;
  /** Told, once, what a rebuild found of one that was cut off. */
  readonly onLeft?: (left: LeftRebuild) => void;
  /** How much memory the state of a product may take before it is kept in its tables, in bytes; default 1 GB. */
  readonly memoryBytes?: number;
  /** How long a replay in memory goes on before it writes what it has, in milliseconds; default a minute. */
  readonly flushMilliseconds?: number;
  /** After how many events it does, at the latest; any number unless given. */
  readonly flushEvents?: number;
  /** How many events are folded between two looks at the clock and the memory; default 20,000. */
  readonly eventsPerRun?: number;
}

/** A shadow that is being filled, and on what. */
export interface ReplayWork {
  /** Connections of the context's migrate role. */
  readonly database: Database;
  readonly shadow: Shadow;
  /** Whether history is told, and commits journalled; without, the rows alone are brought to where the commits led. */
  readonly history: boolean;
  readonly options: ReplayOptions;
  /** Called with where the shadow stands, in the transaction that brought it there. */
  readonly save: (connection: Connection, saved: SavedFill) => Promise<void>;
}

/** Where a shadow stands that is being filled. */
export interface SavedFill {
  readonly state: ShadowState;
  /** Whether rows are still being folded up to the commit of the state, and not commits replayed from there. */
  readonly isBase: boolean;
}

/** The default of `eventsPerRun`. */
export const EVENTS_PER_RUN = 20_000;

/** The default of `memoryBytes`. */
export const MEMORY_BYTES = 1_000_000_000;
