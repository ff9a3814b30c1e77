import { MeshError, z } from "@datamesh/kernel";
import type { Histogram, TrafficBatch } from "@datamesh/kernel/sla";
import { kebabName, major, version } from "../schemas/names.ts";

const count = z.int().min(0).max(1e12);
const histogram: z.ZodType<Histogram> = z
  .record(z.string().regex(/^(zero|-?\d{1,5})$/), count)
  .refine((counts) => Object.keys(counts).length <= 3_000, "too many buckets");

const batch: z.ZodType<TrafficBatch> = z.strictObject({
  source: z.string().min(1).max(100),
  rows: z
    .array(
      z.strictObject({
        minute: z.iso.datetime(),
        product: kebabName,
        major,
        version,
        answered: count,
        failed: count,
        latency: histogram,
      }),
    )
    .max(10_000),
  gaps: z
    .array(z.strictObject({ product: kebabName, major, seconds: z.number().min(0).max(1e9) }))
    .max(10_000)
    .optional(),
});

/** Reads a gateway's report that came as JSON. Fails with BAD_USER_INPUT on what is none. */
export function readTrafficBatch(given: unknown): TrafficBatch {
  const read = batch.safeParse(given);
  if (read.success) return read.data;
  throw new MeshError("BAD_USER_INPUT", `this is no report of traffic: ${z.prettifyError(read.error)}`);
}
