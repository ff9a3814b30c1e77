import { MeshError } from "../../errors.ts";
import { type EventDeclaration, openEvent, type OpenEvent } from "../../event/index.ts";
import { isIsoTime } from "../../isoTime.ts";
import type { EventLog, StoredEvent } from "../../log/eventLog.ts";
import { type Position, START } from "../../log/position.ts";
import type { ChangeFeed, InputPosition, Inputs } from "../../projection/changeFeed.ts";
import { OWN_LOG, type Step } from "../../projection/index.ts";
import type { ProductRef } from "../../product/names.ts";
import { type Checkpoint, folded } from "./checkpoint.ts";

/** What a product is derived from, as ports. */
export interface ProductInputs {
  readonly log: EventLog;
  readonly events: readonly EventDeclaration[];
  /** How events are opened; each for itself unless given. */
  readonly open?: OpenEvent;
  readonly feeds: ReadonlyMap<ProductRef, ChangeFeed>;
  /** Positions of the own log that are skipped on purpose, for whoever derives a product anew. */
  readonly discarded?: ReadonlySet<Position>;
}

/** Steps in the order they are folded (own events, then each upstream's changes) and where they end. */
export interface StepBatch {
  readonly steps: readonly Step[];
  readonly upTo: Readonly<Record<string, InputPosition>>;
  /** Whether there may be more than was read. */
  readonly more: boolean;
}

/** Reads at most about `limit` steps of every input after the checkpoint. */
export async function readSteps(
  inputs: ProductInputs,
  checkpoint: Checkpoint,
  limit: number,
): Promise<StepBatch> {
  const events = await inputs.log.read(folded(checkpoint, OWN_LOG), limit);
  const steps: Step[] = events.flatMap((event) => eventSteps(inputs, event));
  const upTo: Record<string, InputPosition> = { ...checkpoint.inputs };
  let more = events.length >= limit;
  const last = events.at(-1);
  if (last !== undefined) upTo[OWN_LOG] = { position: last.position };
  for (const [product, feed] of inputs.feeds) {
    const batch = await feed.read(folded(checkpoint, product), limit);
    steps.push(...batch.changes.map((change): Step => ({ kind: "change", product, change })));
    if (batch.changes.length === 0) continue;
    upTo[product] = batch.upTo;
    more = true;
  }
  return { steps, upTo, more };
}

/** The steps between two cuts, in the order a commit from one to the other folds them. */
export async function stepsBetween(
  inputs: ProductInputs,
  from: Inputs,
  to: Inputs,
): Promise<readonly Step[]> {
  const [after, upTo] = [from, to].map((cut) => cut[OWN_LOG]?.position ?? START) as [Position, Position];
  const events = upTo > after ? await inputs.log.read(after, upTo - after) : [];
  const steps: Step[] = events.flatMap((event) => eventSteps(inputs, event));
  for (const [product, feed] of inputs.feeds) {
    const [seen, next] = [from, to].map((cut) => cut[product]?.position ?? START) as [Position, Position];
    if (next <= seen) continue;
    const changes = await feed.between(seen, next);
    steps.push(...changes.map((change): Step => ({ kind: "change", product, change })));
  }
  return steps;
}

/** A step for an event of a declared type; an event the product does not consume is none. */
export function eventSteps(
  { events, open = openEvent, discarded }: Pick<ProductInputs, "events" | "open" | "discarded">,
  stored: StoredEvent,
): readonly Step[] {
  const declaration = events.find((each) => each.types.includes(stored.type));
  if (declaration === undefined || discarded?.has(stored.position) === true) return [];
  if (!isIsoTime(stored.occurredAt)) {
    return unreadable(
      stored,
      `the time it happened, "${stored.occurredAt}", is none from the year 1000 to 9999`,
    );
  }
  try {
    return [{ kind: "event", event: open(declaration, stored) }];
  } catch (error) {
    if (!(error instanceof MeshError)) throw error;
    return unreadable(stored, error.message);
  }
}

function unreadable(stored: StoredEvent, reason: string): readonly Step[] {
  const { data: _data, metadata: _metadata, ...event } = stored;
  return [{ kind: "unreadable", event, reason }];
}
