import { type Answered, productFinder, productReads, type TrafficRecorder } from "../measure/index.ts";
import type { Mesh } from "../types.ts";
import { answerOperation, type Engine } from "./answerOperation.ts";

/**
 * Answers operations and tells, of each, which products it was about and how long the whole of it took: rules,
 * planning, subgraphs and the shaping of the answer, without parsing, validation and the way to the client.
 */
export function measuredAnswers(
  engine: Engine,
  traffic: Pick<TrafficRecorder, "record"> | undefined,
): Mesh["answer"] {
  if (traffic === undefined) return (operation, context) => answerOperation(engine, operation, context);
  const productOf = productFinder(engine.products);
  return async (operation, context) => {
    const began = performance.now();
    let answered: Answered | undefined;
    const measure = (each: Answered): void => void (answered = each);
    const answer = await answerOperation({ ...engine, measure }, operation, context);
    const seconds = (performance.now() - began) / 1_000;
    if (answered !== undefined) traffic.record(productReads(answered, productOf), seconds);
    return answer;
  };
}
