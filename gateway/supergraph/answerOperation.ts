import { MeshError } from "@datamesh/kernel";
import { type Cut, writeCut } from "@datamesh/kernel/cut";
import { type ProductDescriptor, productRef } from "@datamesh/kernel/product";
import { traced } from "@datamesh/kernel/trace";
import type { GraphQLSchema } from "graphql";
import { andThen } from "../andThen.ts";
import { accessesAsOf, type FindAccesses } from "../audit/index.ts";
import type { EvaluateRules } from "../authorize/evaluateRules.ts";
import { type Occurs, withheld } from "../authorize/withheld.ts";
import type { Reading } from "../cut/reading.ts";
import { resolveReading } from "../cut/resolveReading.ts";
import { type Answered, namedFailures, type ProductOf } from "../measure/index.ts";
import type { Answer, Operation, RequestContext } from "../types.ts";
import { type AccountFor, refusalErrors } from "./account.ts";
import type { Asked, Ended, Through } from "./asked.ts";
import { errorAt, executionErrors, internalError } from "./answerErrors.ts";
import { errorsInPlace } from "./errorsInPlace.ts";
import { faultOf } from "./faultOf.ts";
import type { Introspect } from "./introspect.ts";
import { withoutExistence } from "./linkedRows.ts";
import type { PreparedOperation } from "./prepareOperation.ts";
import type { OperationVariant } from "./operationVariant.ts";
import type { CallSubgraph, Completed, Executed } from "../engine/index.ts";

/** What answering operations over one composed mesh takes. */
export interface Engine {
  readonly apiSchema: GraphQLSchema;
  readonly products: readonly ProductDescriptor[];
  readonly productOf: ProductOf;
  readonly introspect: Introspect;
  readonly prepare: (operation: Operation) => PreparedOperation;
  readonly evaluate: EvaluateRules;
  /** Calls subgraphs on behalf of a request, as of a cut if there is one. */
  readonly callerFor: (context: RequestContext, asOf?: Cut) => CallSubgraph;
  readonly findAccesses: FindAccesses;
  readonly accountFor: AccountFor;
  /** How long an operation may wait for products to come to what it asks for. */
  readonly waitMilliseconds: number;
  /** What an operation goes through to be executed; straight there unless given. */
  readonly through?: Through;
}

/** Told what was asked for and how that ended, as soon as the rules have been evaluated. */
export type Measure = (answered: Answered) => void;

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

function failedBefore(error: unknown, context: RequestContext): Answer {
  return error instanceof MeshError ? refused([error]) : faulty(error, context);
}

/** What an operation ends with that failed after it was known what it asks for. */
function failedAsked(
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

function execute(engine: Engine, asked: Asked, context: RequestContext): Promise<Ended> | Ended {
  const { span, reading } = context;
  if (span !== undefined) {
    return traced(span, "execute", {}, async (child) =>
      executeAllowed(engine, asked, { ...context, ...(child && { span: child }) }),
    );
  }
  return reading === undefined
    ? executeAt(undefined, engine, asked, context)
    : executeAllowed(engine, asked, context);
}

async function executeAllowed(engine: Engine, asked: Asked, context: RequestContext): Promise<Ended> {
  const { reading } = context;
  const cut = reading === undefined ? undefined : await resolveFor(engine, asked, context, reading);
  const ended = await executeAt(cut, engine, asked, context);
  return cut === undefined ? ended : asOfCut(ended, cut, reading);
}

function executeAt(
  cut: Cut | undefined,
  engine: Engine,
  asked: Asked,
  context: RequestContext,
): Promise<Ended> | Ended {
  const { prepared, variables, refusals, takesText } = asked;
  const { plan, completion, decide } = prepared.variant(refusals, variables);
  const introspected =
    completion.metaFields.length === 0
      ? undefined
      : engine.introspect(context.consumer, prepared.parts, completion.metaFields, variables);
  const executing =
    plan === undefined
      ? NOTHING_FETCHED
      : plan.execute({ variables, call: engine.callerFor(context, cut), takesText, fails: completion.fails });
  return andThen(executing, (executed) =>
    executed.dataText === undefined
      ? andThen(decided(executed, decide, asked, context), (errors) =>
          endedWith(engine, asked, context, completedData(executed.data, errors, completion, introspected)),
        )
      : endedWith(engine, asked, context, passedData(executed.dataText, executed.errors)),
  );
}

/** The errors of what was fetched, those included that rules about values make of it. */
function decided(
  { data, errors }: Executed,
  decide: OperationVariant["decide"],
  { variables }: Asked,
  { consumer }: RequestContext,
): Executed["errors"] | Promise<Executed["errors"]> {
  return decide === undefined ? errors : decide({ data, errors, variables, consumer });
}

const NOTHING_FETCHED: Executed = Object.freeze({ data: {}, errors: [] });

/** Data of an answer, and what went wrong on the way to it. */
interface Found extends Pick<Completed, "data" | "gaps">, Pick<Executed, "errors"> {
  readonly dataText: Executed["dataText"];
  readonly occurs: Occurs;
}

/** What passes is complete, and no interface or union is in it. */
const passedData = (dataText: Found["dataText"], errors: Found["errors"]): Found => ({
  data: null,
  dataText,
  errors,
  gaps: NO_GAPS,
  occurs: isCertain,
});

const NO_GAPS: Completed["gaps"] = Object.freeze([]);
const isCertain: Occurs = (_selection, { certain }) => certain;

function completedData(
  data: Executed["data"],
  errors: Executed["errors"],
  completion: OperationVariant["completion"],
  introspected: Readonly<Record<string, unknown>> | undefined,
): Found {
  const completed = completion.complete(introspected === undefined ? data : { ...data, ...introspected });
  return {
    data: completed.data,
    dataText: undefined,
    errors,
    gaps: completed.gaps,
    occurs: occursIn(completed),
  };
}

/** How an operation ended: with what the consumer is told besides the data. */
function endedWith(
  { accountFor, productOf }: Engine,
  { prepared, variables, selections, refusals }: Asked,
  { consumer, requestId }: RequestContext,
  { data, dataText, errors, gaps, occurs }: Found,
): Ended {
  const told = executionErrors(withoutExistence(errors, prepared.typeKey), gaps, prepared, requestId);
  let failures = told.length === 0 ? told : errorsInPlace(told, data);
  if (failures.length > 0) failures = namedFailures({ selections, refusals, failures, occurs }, productOf);
  const answered = { selections, refusals, variables, failures, data, occurs };
  const { withheld: kept, accesses, deprecations, errors: shown } = accountFor(answered, consumer);
  const answer = { data, errors: shown, withheld: kept, accesses };
  const whole = dataText === undefined ? answer : { data, dataText, errors: shown, withheld: kept, accesses };
  return { answer: deprecations === undefined ? whole : { ...whole, deprecations }, answered };
}

function asOfCut({ answer, answered }: Ended, cut: Cut, reading: Reading | undefined): Ended {
  const accesses = accessesAsOf(answer.accesses, cut);
  const read = reading?.cut === true && { cut: writeCut(cut) };
  return { answer: { ...answer, accesses, ...read }, answered };
}

/** What the operation reads as of; its products are those it would tell of if nothing failed. */
function resolveFor(
  engine: Engine,
  asked: Asked,
  context: RequestContext,
  reading: Reading,
): Promise<Cut | undefined> {
  const { consumer } = context;
  const told = engine.findAccesses({ ...asked, failures: [], data: null, occurs: () => true }, consumer);
  const refs = new Set(told.filter(({ decision }) => decision !== "deny").map(({ product }) => product));
  const { products, waitMilliseconds } = engine;
  const touched = products.filter(({ name, major }) => refs.has(productRef(name, major)));
  return resolveReading({ products, touched, call: engine.callerFor(context), waitMilliseconds }, reading);
}

function refuseWhole(engine: Engine, asked: Asked, { consumer }: RequestContext): Answer {
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

/** Below an interface or union a selection only counts if an object of its type is among the data. */
function occursIn({ occurs }: Completed): Occurs {
  return ({ type }, { certain, path }) => certain || occurs(path.slice(0, -1), type.name);
}

function faulty(error: unknown, { note, requestId }: RequestContext): Answer {
  note({ fault: faultOf(error) });
  return { data: null, errors: [internalError(requestId)], withheld: [], accesses: [] };
}

function refused(errors: readonly MeshError[]): Answer {
  return { data: null, errors: errors.map((each) => errorAt(each)), withheld: [], accesses: [] };
}
