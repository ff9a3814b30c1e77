import type { ContextNames } from "../contextNames.ts";

/** One numbered step of a context's log tables. Never edited once released; a change is a new step. */
export interface LogMigration {
  readonly number: number;
  readonly name: string;
  readonly statements: (target: LogTarget) => readonly string[];
}

export interface LogTarget {
  readonly context: string;
  readonly names: ContextNames;
  /** Positions per partition of the log. */
  readonly partitionSize: number;
  readonly prefix: string;
}
