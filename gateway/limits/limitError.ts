import { MeshError } from "@datamesh/kernel";
import type { Violation } from "./limitRule.ts";

/** What the consumer is told of an exceeded limit: its code, with the limit and the actual number. */
export function limitError({ limit, code, counted, accepted, actual, isLeast }: Violation): MeshError {
  return new MeshError(
    code,
    `too many ${counted}: ${show(actual, isLeast)}, where at most ${show(accepted)} are accepted`,
    { limit, accepted, actual },
  );
}

function show(figure: number, isLeast = figure === Number.MAX_SAFE_INTEGER): string {
  const text = figure.toLocaleString("en");
  return isLeast ? `at least ${text}` : text;
}
