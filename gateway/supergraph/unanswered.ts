import { MeshError } from "@datamesh/kernel";
import { withheld } from "../authorize/withheld.ts";
import type { Answer, RequestContext } from "../types.ts";
import { refusalErrors } from "./account.ts";
import type { Engine, Measure } from "./answeringEngine.ts";
import { errorAt, internalError } from "./answerErrors.ts";
import type { Asked } from "./asked.ts";
import { faultOf } from "./faultOf.ts";

/** What an operation ends with that failed before it was known what it asks for. */
export function failedBefore(error: unknown, context: RequestContext): Answer {
  return error instanceof MeshError ? refused([error]) : faulty(error, context);
}

/** What an operation ends with that failed after it was known what it asks for. */
export function failedAsked(
  error: unknown,
  { findAccesses }: Engine,
  asked: Asked,
  context: RequestContext,
  measure: Measure | undefined,
): Answer {
  const answer = failedBefore(error, context);
  const ended = { ...asked, failures: answer.errors, data: answer.data, occurs: () => true };
  measure?.(ended);
  return { ...answer, accesses: findAccesses(ended, context.consumer) };
}

/** What a mutation ends with of which anything is refused. */
export function refuseWhole(engine: Engine, asked: Asked, { consumer }: RequestContext): Answer {
  const { selections, refusals } = asked;
  const errors = refusalErrors(refusals, () => true);
  return {
    data: null,
    errors,
    withheld: withheld(selections, refusals, engine.products, consumer, () => true),
    accesses: engine.findAccesses(
      {
        ...asked,
        selections: refusals.map(({ selection }) => selection),
        failures: [],
        data: null,
        occurs: () => true,
      },
      consumer,
    ),
  };
}

function faulty(error: unknown, { note, requestId }: RequestContext): Answer {
  note({ fault: faultOf(error) });
  return { data: null, errors: [internalError(requestId)], withheld: [], accesses: [] };
}

/** What an operation ends with that cannot be asked so. */
export function refused(errors: readonly MeshError[]): Answer {
  return { data: null, errors: errors.map((each) => errorAt(each)), withheld: [], accesses: [] };
}
