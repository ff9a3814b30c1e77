import { type Cut, writeCut } from "@datamesh/kernel/cut";
import { productRef } from "@datamesh/kernel/product";
import { traced } from "@datamesh/kernel/trace";
import { andThen } from "../andThen.ts";
import { accessesAsOf } from "../audit/index.ts";
import type { Occurs } from "../authorize/withheld.ts";
import type { Reading } from "../cut/reading.ts";
import { resolveReading } from "../cut/resolveReading.ts";
import type { Completed, Executed } from "../engine/index.ts";
import { namedFailures } from "../measure/index.ts";
import type { RequestContext } from "../types.ts";
import type { Engine } from "./answeringEngine.ts";
import { executionErrors } from "./answerErrors.ts";
import type { Asked, Ended } from "./asked.ts";
import { errorsInPlace } from "./errorsInPlace.ts";
import { withoutExistence } from "./linkedRows.ts";
import { missingErrors } from "./missingErrors.ts";
import type { OperationVariant } from "./operationVariant.ts";

/** Executes what the rules have left of an operation, and accounts for it. */
export function execute(engine: Engine, asked: Asked, context: RequestContext): Promise<Ended> | Ended {
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
  asked: Asked,
  context: RequestContext,
  found: Found,
): Ended {
  const { variables, selections, refusals } = asked;
  const { data, dataText, occurs } = found;
  const told = toldErrors(asked, context, found);
  let failures = told.length === 0 ? told : errorsInPlace(told, data);
  if (failures.length > 0) failures = namedFailures({ selections, refusals, failures, occurs }, productOf);
  const answered = { selections, refusals, variables, failures, data, occurs };
  const { withheld: kept, accesses, deprecations, errors: shown } = accountFor(answered, context.consumer);
  const answer = { data, errors: shown, withheld: kept, accesses };
  const whole = dataText === undefined ? answer : { data, dataText, errors: shown, withheld: kept, accesses };
  return { answer: deprecations === undefined ? whole : { ...whole, deprecations }, answered };
}

function toldErrors(
  { prepared, refusals, variables }: Asked,
  context: RequestContext,
  { errors, gaps }: Found,
): Found["errors"] {
  if (errors.length === 0 && gaps.length === 0) return errors;
  const { plan } = prepared.variant(refusals, variables);
  const missing = missingErrors(plan?.plan, prepared.typeKey, context);
  const { requestId } = context;
  return executionErrors(withoutExistence(errors, prepared.typeKey), gaps, prepared, { requestId, missing });
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

/** Below an interface or union a selection only counts if an object of its type is among the data. */
function occursIn({ occurs }: Completed): Occurs {
  return ({ type }, { certain, path }) => certain || occurs(path.slice(0, -1), type.name);
}
