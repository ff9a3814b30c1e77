import { MeshError } from "../errors.ts";
import type { OfferedEvent } from "../event/index.ts";
import { type Consumer, decide, type Decision, mayKnow } from "../policy/index.ts";
import { type ProductDescriptor, productRef } from "../product/index.ts";
import { submittedFields } from "./submittedFields.ts";

/** Who offers which events to the log of a context, and the products it serves. */
export interface Submission {
  readonly context: string;
  readonly products: readonly ProductDescriptor[];
  readonly events: readonly OfferedEvent[];
  readonly consumer: Consumer;
}

/** What is decided of one product that submitted events would change. */
export interface ProductWrite {
  readonly product: ProductDescriptor;
  readonly decision: Decision;
  /** The fields whose values the events decide, as far as the consumer may write them. */
  readonly fields: readonly string[];
  readonly denied: readonly string[];
}

/** The decision on a submission: on each product, and why it is refused. It is allowed when nothing refuses it. */
export interface SubmissionDecision {
  readonly writes: readonly ProductWrite[];
  /** FORBIDDEN, each for one event type; empty when the events may be appended. */
  readonly refusals: readonly MeshError[];
}

/**
 * Decides who may append: the write rule of every product that is derived from the events, and the narrower rules of
 * the fields whose values they decide, must let the consumer. What no product is derived from nobody may append. Pure.
 */
export function decideSubmission(submission: Submission): SubmissionDecision {
  const { products, events } = submission;
  const writes = products.flatMap((product) => writeOf(product, submission));
  const refusals = [...new Set(events.map(({ type }) => type))].flatMap((type) =>
    refusalsOf(type, submission),
  );
  return { writes, refusals };
}

function writeOf(product: ProductDescriptor, { events, consumer }: Submission): readonly ProductWrite[] {
  const submitted = events
    .map((event) => submittedFields(product, event))
    .filter((each) => each !== undefined);
  if (submitted.length === 0) return [];
  const decision = decide({ action: "write", policy: product.policy, consumer });
  const decided = [...new Set(submitted.flat())].map(
    (name) => [name, decideField(product, name, consumer)] as const,
  );
  const denied = decided.filter(([, { effect }]) => effect === "deny");
  const [deniedFirst] = denied;
  return [
    {
      product,
      decision: decision.effect === "deny" ? decision : (deniedFirst?.[1] ?? decision),
      fields: decided.filter(([, { effect }]) => effect !== "deny").map(([name]) => name),
      denied: denied.map(([name]) => name),
    },
  ];
}

function decideField(product: ProductDescriptor, name: string, consumer: Consumer): Decision {
  const field = product.fields.find((each) => each.name === name);
  return decide({ action: "write", policy: product.policy, consumer, ...(field && { field }) });
}

/** Why events of a type are refused; nothing when they are not. */
function refusalsOf(type: string, submission: Submission): readonly MeshError[] {
  const events = submission.events
    .map((event, index) => ({ event, index }))
    .filter(({ event }) => event.type === type);
  const first = events[0];
  if (first === undefined) return [];
  const where = { eventType: type, index: first.index, id: first.event.id };
  const written = submission.products.flatMap((product) =>
    writeOf(product, { ...submission, events: events.map(({ event }) => event) }),
  );
  const denied = written.filter(({ decision }) => decision.effect === "deny");
  if (written.length > 0 && denied.length === 0) return [];
  // Of a product that is hidden from whoever asks not even a refusal tells.
  const known = denied.filter(({ product }) => mayKnow(product.policy, submission.consumer));
  if (known.length > 0) return known.map((write) => refusal(write, where));
  const what = `nobody may append ${JSON.stringify(type)}: no product of ${submission.context} is derived from it, so no policy lets anybody`;
  return [new MeshError("FORBIDDEN", what, { ...where, policy: "nobody" })];
}

function refusal(
  { product, decision, denied, fields }: ProductWrite,
  where: Readonly<Record<string, unknown>>,
): MeshError {
  const ref = productRef(product.name, product.major);
  const isOfFields = fields.length > 0 && denied.length > 0;
  const what = isOfFields ? `${denied.join(", ")} of ${ref}` : ref;
  const { team, contact } = product.owner;
  return new MeshError(
    "FORBIDDEN",
    `${what} may be written by ${decision.rule}, and ${String(where["eventType"])} decides it; ask ${team} (${contact}) for access`,
    { ...where, product: ref, policy: decision.rule, ...(isOfFields && { fields: denied }) },
  );
}
