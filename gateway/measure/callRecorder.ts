import type { ErrorCode } from "@datamesh/kernel";
import { type DurationCounter, durationCounter } from "./durations.ts";

/** How a call of a subgraph ended: with its data, or with an error, of whose codes it is the first. */
export type CallOutcome = "answered" | ErrorCode;

/** Calls of one subgraph with one outcome, since the process started. */
export interface CallTotal {
  readonly subgraph: string;
  readonly outcome: CallOutcome;
  readonly calls: number;
}

/** Counts calls of subgraphs. */
export interface CallRecorder {
  /** The subgraph is one of the supergraph's, so there are never more counts than those and the codes. */
  record(subgraph: string, outcome: CallOutcome, seconds: number): void;
  totals(): readonly CallTotal[];
  durations: DurationCounter["totals"];
}

/** Starts counting. */
export function callRecorder(): CallRecorder {
  const subgraphs = new Map<string, Map<CallOutcome, number>>();
  const durations = durationCounter();
  return {
    record: (subgraph, outcome, seconds) => {
      let counts = subgraphs.get(subgraph);
      if (counts === undefined) subgraphs.set(subgraph, (counts = new Map()));
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      durations.add(subgraph, seconds);
    },
    totals: () =>
      [...subgraphs].flatMap(([subgraph, counts]) =>
        [...counts].map(([outcome, calls]) => ({ subgraph, outcome, calls })),
      ),
    durations: durations.totals,
  };
}
