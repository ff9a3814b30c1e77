import { MeshError } from "@datamesh/kernel";
import type { Violation } from "./limitRule.ts";

/** What the consumer is told of an exceeded limit: LIMIT_EXCEEDED, with the limit and the actual number. */
export function limitError({ limit, counted, accepted, actual }: Violation): MeshError {
  return new MeshError(
    "LIMIT_EXCEEDED",
    `too many ${counted}: ${show(actual)}, where at most ${show(accepted)} are accepted`,
    { limit, accepted, actual },
  );
}

function show(figure: number): string {
  const text = figure.toLocaleString("en");
  return figure === Number.MAX_SAFE_INTEGER ? `at least ${text}` : text;
}
