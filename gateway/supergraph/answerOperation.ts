import { MeshError } from "@datamesh/kernel";
import { traced } from "@datamesh/kernel/trace";
import type { EvaluateRules } from "../authorize/evaluateRules.ts";
import type { Answer, Operation, RequestContext } from "../types.ts";
import type { Engine, Measure } from "./answeringEngine.ts";
import type { Asked, Ended } from "./asked.ts";
import { execute } from "./executeOperation.ts";
import { failedAsked, failedBefore, refused, refuseWhole } from "./unanswered.ts";

/**
 * Answers an operation: rules first, then planning and execution of what is left. Never rejects. A mutation
 * of which anything is refused is refused as a whole, for a rule further down would otherwise take hold only
 * after the change had happened.
 */
export function answerOperation(
  engine: Engine,
  operation: Operation,
  context: RequestContext,
  measure?: Measure,
): Promise<Answer> | Answer {
  try {
    const prepared = engine.prepare(operation);
    const { variables, problems } = prepared.coerce(operation.variables);
    if (problems.length > 0) return refused(problems.map((each) => new MeshError("BAD_USER_INPUT", each)));
    const selections = prepared.counted(variables);
    const refusals = evaluated(engine, selections, variables, context);
    const takesText = operation.takesText === true;
    if (!(refusals instanceof Promise)) {
      return answerAsked(engine, { prepared, variables, selections, refusals, takesText }, context, measure);
    }
    return refusals.then(
      (found) => {
        const asked = { prepared, variables, selections, refusals: found, takesText };
        return answerAsked(engine, asked, context, measure);
      },
      (error: unknown) => failedBefore(error, context),
    );
  } catch (error) {
    return failedBefore(error, context);
  }
}

function answerAsked(
  engine: Engine,
  asked: Asked,
  context: RequestContext,
  measure: Measure | undefined,
): Promise<Answer> | Answer {
  try {
    const { operation } = asked.prepared.parts.operation;
    if (operation === "subscription") throw new MeshError("BAD_USER_INPUT", NO_STREAM);
    if (operation === "mutation" && asked.refusals.length > 0) return refuseWhole(engine, asked, context);
    const ended = allowed(engine, asked, context);
    if (!(ended instanceof Promise)) return answerOf(ended, asked, context, measure);
    return ended.then(
      (each) => answerOf(each, asked, context, measure),
      (error: unknown) => failedAsked(error, engine, asked, context, measure),
    );
  } catch (error) {
    return failedAsked(error, engine, asked, context, measure);
  }
}

const NO_STREAM =
  "a subscription is answered as a stream: send it with `accept: text/event-stream`, or over a WebSocket (graphql-ws)";

/** Has what is left of an operation executed, or finds that this has been done. */
function allowed(engine: Engine, asked: Asked, context: RequestContext): Promise<Ended> | Ended {
  const { prepared, refusals, variables } = asked;
  if (context.explain !== undefined) {
    context.explain.planned(prepared.variant(refusals, variables).plan?.plan);
  }
  return engine.through === undefined
    ? execute(engine, asked, context)
    : engine.through(asked, context, (on) => execute(engine, asked, on));
}

function answerOf(
  { answer, answered }: Ended,
  { takesText }: Asked,
  { span }: RequestContext,
  measure: Measure | undefined,
): Answer {
  if (span !== undefined && answer.served !== undefined) span.note({ cache: answer.served });
  measure?.(answered);
  return takesText || answer.dataText === undefined ? answer : parsedData(answer);
}

function evaluated(
  { evaluate }: Engine,
  selections: Asked["selections"],
  variables: Asked["variables"],
  context: RequestContext,
): ReturnType<EvaluateRules> {
  if (context.span === undefined) return evaluate(selections, variables, context);
  return traced(context.span, "authorize", {}, async () => evaluate(selections, variables, context));
}

/** An answer that is kept may be text, and be given to who does not take that. */
function parsedData({ dataText, ...answer }: Answer): Answer {
  return answer.data === null && dataText !== undefined
    ? { ...answer, data: JSON.parse(dataText.toString()) as Answer["data"] }
    : answer;
}
