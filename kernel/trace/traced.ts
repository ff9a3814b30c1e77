import { MeshError } from "../errors.ts";
import type { Span, SpanFacts } from "./span.ts";

/** Does a piece of work within a span of its own, which fails if the work rejects; without a span it is just done. */
export async function traced<Result>(
  within: Span | undefined,
  name: string,
  facts: SpanFacts,
  work: (span: Span | undefined) => Promise<Result>,
): Promise<Result> {
  const span = within?.child(name, facts);
  if (span === undefined) return work(undefined);
  try {
    const result = await work(span);
    span.end();
    return result;
  } catch (error) {
    span.end(error instanceof MeshError ? error.code : "INTERNAL");
    throw error;
  }
}
