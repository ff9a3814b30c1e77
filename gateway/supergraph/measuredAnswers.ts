import { andThen } from "../andThen.ts";
import { type Answered, productReads, type TrafficRecorder } from "../measure/index.ts";
import type { Mesh, RequestContext } from "../types.ts";
import { isCertain } from "./account.ts";
import type { Engine } from "./answeringEngine.ts";
import { answerOperation } from "./answerOperation.ts";
import { onceFor } from "./onceFor.ts";

/**
 * Answers operations and tells, of each, which products it was about and how long the whole of it took: rules,
 * planning, subgraphs and the shaping of the answer, without parsing, validation and the way to the client. What fails
 * because the consumer has gone away is nobody's failure.
 */
export function measuredAnswers(
  engine: Engine,
  traffic: Pick<TrafficRecorder, "record"> | undefined,
): Mesh["answer"] {
  if (traffic === undefined) return (operation, context) => answerOperation(engine, operation, context);
  const readsOf = readsFinder(engine);
  return (operation, context) => {
    const began = performance.now();
    let answered: Answered | undefined;
    const answering = answerOperation(engine, operation, context, (each) => {
      answered = each;
    });
    return andThen(answering, (answer) => {
      const seconds = (performance.now() - began) / 1_000;
      if (answered !== undefined && !isGivenUp(answered, context)) traffic.record(readsOf(answered), seconds);
      return answer;
    });
  };
}

/** Whether something failed that nobody waited for any more: it was not let come to its end. */
const isGivenUp = ({ failures }: Answered, { signal }: RequestContext): boolean =>
  failures.length > 0 && signal?.aborted === true;

/** Finds the products of an answer; once for an operation of which nothing was refused and nothing depends on data. */
function readsFinder({ productOf }: Engine): (answered: Answered) => ReturnType<typeof productReads> {
  const plain = onceFor((selections: Answered["selections"]) =>
    isCertain(selections)
      ? productReads({ selections, refusals: [], failures: [], occurs: () => true }, productOf)
      : undefined,
  );
  return (answered) => {
    const isPlain = answered.refusals.length === 0 && answered.failures.length === 0;
    return (isPlain ? plain(answered.selections) : undefined) ?? productReads(answered, productOf);
  };
}
