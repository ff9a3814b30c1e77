import { MeshError } from "@datamesh/kernel";
import { type Cut, writeCut } from "@datamesh/kernel/cut";
import type { Consumer } from "@datamesh/kernel/policy";
import { type ProductDescriptor, productRef } from "@datamesh/kernel/product";
import { traced } from "@datamesh/kernel/trace";
import type { GraphQLSchema } from "graphql";
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
export async function answerOperation(
  engine: Engine,
  operation: Operation,
  context: RequestContext,
  measure?: Measure,
): Promise<Answer> {
  let asked: Asked | undefined;
  try {
    const prepared = engine.prepare(operation);
    const { variables, problems } = prepared.coerce(operation.variables);
    if (problems.length > 0) return refused(problems.map((each) => new MeshError("BAD_USER_INPUT", each)));
    const selections = prepared.counted(variables);
    const evaluating = evaluated(engine, selections, variables, context);
    const refusals = evaluating instanceof Promise ? await evaluating : evaluating;
    asked = { prepared, variables, selections, refusals, takesText: operation.takesText === true };
    if (prepared.parts.operation.operation === "subscription")
      throw new MeshError("BAD_USER_INPUT", NO_STREAM);
    const isMutation = prepared.parts.operation.operation === "mutation";
    return await (isMutation && refusals.length > 0
      ? refuseWhole(engine, asked, context)
      : answerAllowed(engine, asked, context, measure));
  } catch (error) {
    const answer = error instanceof MeshError ? refused([error]) : faulty(error, context);
    if (asked === undefined) return answer;
    const ended = { ...asked, failures: answer.errors, data: answer.data, occurs: () => true };
    measure?.(ended);
    return { ...answer, accesses: engine.findAccesses(ended, context.consumer) };
  }
}

const NO_STREAM =
  "a subscription is answered as a stream: send it with `accept: text/event-stream`, or over a WebSocket (graphql-ws)";

async function answerAllowed(
  engine: Engine,
  asked: Asked,
  context: RequestContext,
  measure?: Measure,
): Promise<Answer> {
  const { prepared, refusals, variables } = asked;
  if (context.explain !== undefined) {
    context.explain.planned(prepared.variant(refusals, variables).plan?.plan);
  }
  const { answer, answered } = await (engine.through === undefined
    ? execute(engine, asked, context)
    : engine.through(asked, context, (on) => execute(engine, asked, on)));
  if (context.span !== undefined && answer.served !== undefined) context.span.note({ cache: answer.served });
  measure?.(answered);
  return asked.takesText || answer.dataText === undefined ? answer : parsedData(answer);
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

function execute(engine: Engine, asked: Asked, context: RequestContext): Promise<Ended> {
  if (context.span === undefined) return executeAllowed(engine, asked, context);
  return traced(context.span, "execute", {}, (span) =>
    executeAllowed(engine, asked, { ...context, ...(span && { span }) }),
  );
}

async function executeAllowed(engine: Engine, asked: Asked, context: RequestContext): Promise<Ended> {
  const { prepared, variables, refusals, takesText } = asked;
  const { consumer, reading } = context;
  const variant = prepared.variant(refusals, variables);
  const { plan, completion } = variant;
  const introspected =
    completion.metaFields.length === 0
      ? undefined
      : engine.introspect(consumer, prepared.parts, completion.metaFields, variables);
  const cut = reading === undefined ? undefined : await resolveFor(engine, asked, context, reading);
  const executed =
    plan === undefined
      ? NOTHING_FETCHED
      : await plan.execute({
          variables,
          call: engine.callerFor(context, cut),
          takesText,
          fails: completion.fails,
        });
  const found =
    executed.dataText === undefined
      ? await completedData(executed, { variant, asked, introspected, consumer })
      : passedData(executed.dataText, executed.errors);
  const ended = endedWith(engine, asked, context, found);
  return cut === undefined ? ended : asOfCut(ended, cut, reading);
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

interface Executing {
  readonly variant: OperationVariant;
  readonly asked: Asked;
  readonly introspected: Readonly<Record<string, unknown>> | undefined;
  readonly consumer: Consumer;
}

async function completedData(
  { data, errors: failed }: Executed,
  { variant: { completion, decide }, asked: { variables }, introspected, consumer }: Executing,
): Promise<Found> {
  const errors = decide === undefined ? failed : await decide({ data, errors: failed, variables, consumer });
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
