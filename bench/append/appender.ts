import type { AppendOne } from "./closedLoop.ts";

/** A log that is open to be measured. */
export interface Appender {
  readonly append: AppendOne;
  close(): Promise<void>;
}

/** What is appended, about 150 bytes of JSON. */
export const scoredData = (number: number): Record<string, unknown> => ({
  customerId: `c-${number % 100_000}`,
  score: number % 1_001,
  confidence: (number % 100) / 100,
  inferenceId: `i-${number}`,
  modelVersion: "2025.01",
  reasons: ["utilisation", "age of the account"],
});
