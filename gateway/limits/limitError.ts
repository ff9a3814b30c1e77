import { MeshError } from "@datamesh/kernel";
import type { Violation } from "./limitRule.ts";

/** What the consumer is told of an exceeded limit: its code, with the limit and the actual number. */
export function limitError({ limit, code, counted, accepted, actual }: Violation): MeshError {
  return new MeshError(
    code,
    `too many ${counted}: ${show(actual)}, where at most ${show(accepted)} are accepted`,
    { limit, accepted, actual },
  );
}

function show(figure: number): string {
  const text = figure.toLocaleString("en");
  return figure === Number.MAX_SAFE_INTEGER ? `at least ${text}` : text;
}
