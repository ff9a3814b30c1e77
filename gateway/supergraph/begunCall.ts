import { ERROR_CODES } from "@datamesh/kernel";
import type { Span } from "@datamesh/kernel/trace";
import type { SubgraphResult } from "../engine/index.ts";
import type { Explaining } from "../explain/index.ts";
import type { CallOutcome, CallRecorder } from "../measure/index.ts";
import type { RequestContext } from "../types.ts";

/** A call of a subgraph that is under way. */
export interface BegunCall {
  /** Names its span to the subgraph, where it is traced. */
  readonly traceparent: string | undefined;
  /** Tells what came of it, and answers it. */
  ended(result: SubgraphResult): SubgraphResult;
}

/** Begins a call, of which is told as it ends: in the trace, in the numbers, and where the answer explains itself. */
export function beginCall(
  subgraph: string,
  { explain, span }: RequestContext,
  calls: Pick<CallRecorder, "record"> | undefined,
): BegunCall {
  if (explain === undefined && span === undefined && calls === undefined) return UNTOLD;
  return new ToldCall(subgraph, explain, span?.child(`ask ${subgraph}`, { subgraph }, "asks"), calls);
}

const UNTOLD: BegunCall = Object.freeze({
  traceparent: undefined,
  ended: (result: SubgraphResult) => result,
});

/** Every request has some, so it is a class. */
class ToldCall implements BegunCall {
  readonly #began = performance.now();

  constructor(
    private readonly subgraph: string,
    private readonly explain: Explaining | undefined,
    private readonly span: Span | undefined,
    private readonly calls: Pick<CallRecorder, "record"> | undefined,
  ) {}

  get traceparent(): string | undefined {
    return this.span?.traceparent;
  }

  ended(result: SubgraphResult): SubgraphResult {
    const outcome = outcomeOf(result);
    const milliseconds = performance.now() - this.#began;
    this.calls?.record(this.subgraph, outcome, milliseconds / 1_000);
    this.explain?.called(this.subgraph, milliseconds);
    this.span?.end(outcome === "answered" ? undefined : outcome);
    return result;
  }
}

function outcomeOf({ errors: [first] }: SubgraphResult): CallOutcome {
  if (first === undefined) return "answered";
  return ERROR_CODES.find((code) => code === first.extensions?.["code"]) ?? "INTERNAL";
}
