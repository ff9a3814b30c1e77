import type { GapRow, TrafficSink } from "@datamesh/kernel/sla";
import type { ProductRead } from "./productReads.ts";
import { type ProductTotals, totalsCounter } from "./productTotals.ts";
import { trafficMinutes } from "./trafficMinutes.ts";

/** Counts what the gateway answers and reports it. */
export interface TrafficRecorder {
  /** An answer that took so many seconds. Never fails. */
  record(reads: readonly ProductRead[], seconds: number): void;
  /** What was answered since the process started. */
  totals(): readonly ProductTotals[];
  /** Reports once more what has not been reported, and ends. */
  stop(): Promise<void>;
}

/** Where reports go, and how often. */
export interface TrafficRecorderOptions {
  readonly sink: TrafficSink;
  /** Names this process among all gateways; unlike that of any earlier one. */
  readonly source: string;
  readonly now: () => Date;
  /** What was heard since it was last asked (`announcementGaps`). */
  readonly gaps?: () => readonly GapRow[];
  /** Default: 2 seconds. */
  readonly everyMilliseconds?: number;
  /** Told of a report that was not kept; it is offered again. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Starts reporting. A report that is not kept is offered again with the next one, so nothing is lost or counted twice;
 * but for its gaps, which say nothing of later.
 */
export function startTrafficRecorder(options: TrafficRecorderOptions): TrafficRecorder {
  const { sink, source, now, onFailure } = options;
  const minutes = trafficMinutes();
  const counter = totalsCounter();
  let reporting: Promise<void> | undefined;
  const report = async (): Promise<void> => {
    const rows = minutes.unreported();
    const gaps = options.gaps?.() ?? [];
    if (rows.length === 0 && gaps.length === 0) return;
    try {
      await sink.record({ source, rows, ...(gaps.length > 0 && { gaps }) });
      minutes.reported(now());
    } catch (error) {
      onFailure?.(error);
    }
  };
  // One at a time: a report that is still under way must not be overtaken by the next.
  const next = (): Promise<void> =>
    (reporting ??= report().finally(() => {
      reporting = undefined;
    }));
  const timer = setInterval(() => void next(), options.everyMilliseconds ?? 2_000);
  timer.unref();
  return {
    record(reads, seconds) {
      const at = now();
      for (const { product, failed } of reads) {
        minutes.add(product, failed, seconds, at);
        counter.add(product, failed, seconds);
      }
    },
    totals: () => counter.totals(),
    stop: async () => {
      clearInterval(timer);
      await reporting;
      await next();
    },
  };
}
