import { z } from "@datamesh/kernel";
import type { Position } from "@datamesh/kernel/log";
import { SLA_METRICS } from "@datamesh/kernel/product";
import type { ReplayRecord } from "@datamesh/kernel/replay";
import { fingerprint, kebabName, major, name, productRef, version } from "./names.ts";

const count = z.int().min(0);
const position = count as unknown as z.ZodType<Position>;
const digest = z.string().min(1).max(200);

/** Positions of a product's inputs; upstream products carry theirs, transitively. */
const inputs: z.ZodType<ReplayRecord["inputs"]> = z.lazy(() =>
  z.record(name, z.strictObject({ position, inputs: inputs.exactOptional() })),
);

/** What became of deriving a product anew (kernel/replay/replayRecord.ts), with nothing more and nothing less. */
export const replayShape = {
  product: productRef,
  version,
  kind: z.enum(["rebuild", "verify", "diff"]),
  result: z.enum(["REBUILT", "EQUAL", "DIFFERENT"]),
  reason: z.string().max(1_000),
  generation: count,
  revision: z
    .string()
    .regex(/^g\d+\.c\d+\.e\d+$/)
    .exactOptional(),
  position,
  inputs,
  digest,
  liveDigest: digest,
  rows: count,
  differingRows: count,
  events: count,
  durationMs: z.number().min(0),
  changedFields: z.array(name),
  upstreams: z.array(
    z.strictObject({ product: productRef, position: count, verifiedAt: z.iso.datetime().nullable() }),
  ),
  fingerprint,
  startedAt: z.iso.datetime(),
} satisfies { [P in keyof ReplayRecord]: z.ZodType<ReplayRecord[P]> };

/** What an objective is about; `heartbeat` is the longest silence of a product's events that is still normal. */
export const BREACHABLE = Object.freeze([...SLA_METRICS, "heartbeat"] as const);
export type Breachable = (typeof BREACHABLE)[number];

/** An objective of a product version and what was observed of it over a window. */
export interface BreachRecord {
  readonly product: string;
  readonly major: number;
  readonly metric: Breachable;
  /** Over how long it was observed: `1h`, `24h`, `30d`. */
  readonly window: string;
  /** As it is declared: `100ms`, `99.9%`. */
  readonly objective: string;
  /** In the objective's unit; null when there was nothing to observe. */
  readonly observed: string | null;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** A breach, and its end. */
export const breachShape = {
  product: kebabName,
  major,
  metric: z.enum(BREACHABLE),
  window: name,
  objective: name,
  observed: name.nullable(),
  at: z.iso.datetime(),
} satisfies { [P in keyof BreachRecord]: z.ZodType<BreachRecord[P]> };
