import { objectivesOf } from "@datamesh/kernel/sla";
import { andThen } from "../andThen.ts";
import { type Answered, type ProductRead, productReads, type TrafficRecorder } from "../measure/index.ts";
import type { Mesh } from "../types.ts";
import { isCertain } from "./account.ts";
import type { Engine } from "./answeringEngine.ts";
import { answerOperation } from "./answerOperation.ts";
import { onceFor } from "./onceFor.ts";

/**
 * Answers operations and tells, of each, which products it was about and how long the whole of it took: rules,
 * planning, subgraphs and the shaping of the answer, without parsing, validation and the way to the client. What fails
 * because the consumer has gone away before it was due is nobody's failure.
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
      if (answered === undefined) return answer;
      const reads = readsOf(answered);
      const isGivenUp = answered.failures.length > 0 && context.signal?.aborted === true;
      traffic.record(
        isGivenUp ? reads.filter((each) => !each.failed || isOverdue(each, seconds)) : reads,
        seconds,
      );
      return answer;
    });
  };
}

/** Whether an answer took longer than the product's objective: who goes away after that was kept waiting by us. */
const isOverdue = ({ product }: ProductRead, seconds: number): boolean =>
  seconds > objectivesOf(product.sla).latencyP95;

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
