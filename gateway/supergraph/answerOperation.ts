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
    const refusals = await evaluated(engine, selections, variables, context);
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
  const { prepared, variables, refusals } = asked;
  const variant = prepared.variant(refusals, variables);
  const { metaFields } = variant.completion;
  const introspected = engine.introspect(context.consumer, prepared.parts, metaFields, variables);
  const cut =
    context.reading === undefined ? undefined : await resolveFor(engine, asked, context, context.reading);
  const call = engine.callerFor(context, cut);
  const found = await completedData({ variant, asked, call, introspected, consumer: context.consumer });
  const told = executionErrors(
    withoutExistence(found.errors, prepared.typeKey),
    found.gaps,
    prepared,
    context.requestId,
  );
  const failures = told.length === 0 ? told : errorsInPlace(told, found.data);
  const failed = { ...asked, failures, data: found.data, occurs: occursIn(found) };
  const ended =
    failures.length === 0 ? failed : { ...failed, failures: namedFailures(failed, engine.productOf) };
  const account = engine.accountFor(ended, context.consumer);
  const { data, dataText } = found;
  const answer = { data, ...account, ...(dataText !== undefined && { dataText }) };
  if (cut === undefined) return { answer, answered: ended };
  const read = context.reading?.cut === true && { cut: writeCut(cut) };
  return { answer: { ...answer, accesses: accessesAsOf(answer.accesses, cut), ...read }, answered: ended };
}

interface Executing {
  readonly variant: OperationVariant;
  readonly asked: Asked;
  readonly call: CallSubgraph;
  readonly introspected: Readonly<Record<string, unknown>>;
  readonly consumer: Consumer;
}

/** The data of an answer, completed, or as the text it was fetched as. */
async function completedData({
  variant: { plan, completion, passes, decide },
  asked: { variables, takesText },
  call,
  introspected,
  consumer,
}: Executing): Promise<Completed & Pick<Executed, "errors" | "dataText">> {
  const {
    data,
    errors: failed,
    dataText,
  } = (await plan?.execute({
    variables,
    call,
    passes: takesText ? passes : undefined,
    fails: completion.fails,
  })) ?? { data: {}, errors: [], dataText: undefined };
  // What passes is complete, and no interface or union is in it.
  if (dataText !== undefined) return { data: null, dataText, errors: failed, gaps: [], occurs: never };
  const errors = decide === undefined ? failed : await decide({ data, errors: failed, variables, consumer });
  const isMixed = completion.metaFields.length > 0;
  return { ...completion.complete(isMixed ? { ...data, ...introspected } : data), errors };
}

const never = (): false => false;

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
