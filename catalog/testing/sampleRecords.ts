import { position } from "@datamesh/kernel/log";
import type { ReplayRecord } from "@datamesh/kernel/replay";
import type { BreachRecord } from "../index.ts";

/** A verification of people@1 that found it equal. */
export const sampleReplay = (change: Partial<ReplayRecord> = {}): ReplayRecord => ({
  product: "people@1",
  version: "1.0.0",
  kind: "verify",
  result: "EQUAL",
  reason: "asked for",
  generation: 1,
  position: 40,
  inputs: { events: { position: position(50) } },
  digest: "aa",
  liveDigest: "aa",
  rows: 10,
  differingRows: 0,
  events: 5_000,
  durationMs: 250,
  changedFields: [],
  upstreams: [],
  fingerprint: "0".repeat(32),
  startedAt: "2026-11-23T12:00:00.000Z",
  ...change,
});

/** A breach of the freshness that people@1 promises. */
export const sampleBreach = (change: Partial<BreachRecord> = {}): BreachRecord => ({
  product: "people",
  major: 1,
  metric: "freshness",
  window: "1h",
  objective: "1m",
  observed: "90s",
  at: "2026-11-23T12:00:00.000Z",
  ...change,
});
