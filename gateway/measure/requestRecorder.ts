import { ERROR_CODES, type ErrorCode } from "@datamesh/kernel";
import { type DurationCounter, durationCounter } from "./durations.ts";

/** A request that has ended. */
export interface EndedRequest {
  /** The name of its route in the log. */
  readonly route: string;
  readonly status: number;
  /** The code it failed with, in whole or in part. */
  readonly code: unknown;
  readonly seconds: number;
}

/** Requests of one route with one class of status: `2xx`. */
export interface RequestTotal {
  readonly route: string;
  readonly status: string;
  readonly requests: number;
}

/** Requests of one route that failed, in whole or in part, with one code. */
export interface FailureTotal {
  readonly route: string;
  readonly code: ErrorCode;
  readonly requests: number;
}

/** Counts requests. Routes are the gateway's own, and codes are closed, so there are never many counts. */
export interface RequestRecorder {
  record(ended: EndedRequest): void;
  totals(): readonly RequestTotal[];
  failures(): readonly FailureTotal[];
  durations: DurationCounter["totals"];
}

const CODES: ReadonlySet<unknown> = new Set(ERROR_CODES);
const CLASSES = ["1xx", "2xx", "3xx", "4xx", "5xx"] as const;

/** Starts counting. */
export function requestRecorder(): RequestRecorder {
  const routes = new Map<
    string,
    { readonly byClass: Map<string, number>; readonly byCode: Map<ErrorCode, number> }
  >();
  const durations = durationCounter();
  return {
    record: ({ route, status, code, seconds }) => {
      let counts = routes.get(route);
      if (counts === undefined) routes.set(route, (counts = { byClass: new Map(), byCode: new Map() }));
      count(counts.byClass, CLASSES[Math.floor(status / 100) - 1] ?? "5xx");
      if (isCode(code)) count(counts.byCode, code);
      durations.add(route, seconds);
    },
    totals: () =>
      [...routes].flatMap(([route, { byClass }]) =>
        [...byClass].map(([status, requests]) => ({ route, status, requests })),
      ),
    failures: () =>
      [...routes].flatMap(([route, { byCode }]) =>
        [...byCode].map(([code, requests]) => ({ route, code, requests })),
      ),
    durations: durations.totals,
  };
}

const isCode = (code: unknown): code is ErrorCode => CODES.has(code);

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
