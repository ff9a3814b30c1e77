import type { Reading } from "../settings.ts";
import { readNumber, readNumbers } from "../limits/readNumbers.ts";

/** How much one consumer may ask of one gateway process. */
export interface RateSettings {
  /** Requests in a second, over and over. */
  readonly perSecond: number;
  /** Requests beyond that within ten seconds, for whoever asks in bursts. */
  readonly burst: number;
  /** Requests under way at once. */
  readonly concurrent: number;
  /** Estimated cost of its operations in a minute; unlimited unless given. */
  readonly costPerMinute?: number;
}

/** What one consumer may ask unless told otherwise. */
export const DEFAULT_RATES = Object.freeze({ perSecond: 1_000, burst: 2_000, concurrent: 100 });

/** Reads `DATAMESH_RATE_PER_SECOND` and so on; undefined with `DATAMESH_RATE=off`. */
export function readRates(reading: Reading): RateSettings | undefined {
  const state = reading.env("DATAMESH_RATE") ?? "on";
  if (state !== "on" && state !== "off") reading.problems.push("DATAMESH_RATE must be on or off");
  const rates = readNumbers("DATAMESH_RATE", DEFAULT_RATES, reading);
  const costPerMinute = readNumber("DATAMESH_RATE_COST_PER_MINUTE", reading);
  if (state === "off") return undefined;
  return Object.freeze({ ...rates, ...(costPerMinute !== undefined && { costPerMinute }) });
}
