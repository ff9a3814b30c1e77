import { MeshError } from "../errors.ts";
import type { Position } from "../log/position.ts";
import type { DataProduct, Row } from "../product/dataProduct.ts";
import { applyEvent, type RowChange, takenFields } from "./applyEvent.ts";
import { BatchState, NotKnownYet } from "./batchState.ts";
import { foldPlan } from "./foldPlan.ts";
import type { FoldState } from "./foldState.ts";
import { isEmpty, type Known, type Needs } from "./known.ts";
import { inputOf, OWN_LOG, positionOf, type Quarantined, type RowVersion, type Step } from "./step.ts";

/** What a batch makes: every row version in order, the rows as they are at its end, and what could not be folded. */
export interface FoldedBatch {
  readonly versions: readonly RowVersion[];
  readonly rows: ReadonlyMap<string, Row | null>;
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  /** Key -> the last own event that concerned its row, whether it changed it or not; retention counts from there. */
  readonly touched: ReadonlyMap<string, Position>;
  readonly quarantined: readonly Quarantined[];
}

/**
 * Folds steps in order against what is known of the state before them. Answers either the result or what else
 * must be known. One row version per step that changes the row, wherever batches begin and end.
 */
export function foldBatch(
  product: DataProduct,
  steps: readonly Step[],
  known: Known,
): { readonly done: FoldedBatch } | { readonly needs: Needs } {
  const state = new BatchState(
    known,
    foldPlan(product).joins.map((join) => join.by),
  );
  const versions: RowVersion[] = [];
  const quarantined: Quarantined[] = [];
  const touched = new Map<string, Position>();
  const touch = (key: string, position: Position): void => void touched.set(key, position);
  for (const step of steps) {
    try {
      versions.push(...foldStep(product, step, state, touch));
    } catch (error) {
      if (error instanceof NotKnownYet) continue;
      quarantined.push(quarantine(step, error));
    }
  }
  if (!isEmpty(state.needs)) return { needs: state.needs };
  return { done: { versions, rows: state.changed, members: state.newMembers, touched, quarantined } };
}

/**
 * Folds one step: changes the state and answers a version of every row that changed; `touch` is told the rows an own
 * event concerned. A step that throws has changed nothing.
 */
export function foldStep(
  product: DataProduct,
  step: Step,
  state: FoldState,
  touch: (key: string, position: Position) => void,
): readonly RowVersion[] {
  switch (step.kind) {
    case "unreadable":
      throw new MeshError("INTERNAL", step.reason);
    case "event": {
      const { position } = step.event;
      const effect = applyEvent(product, step.event, state);
      const versions: RowVersion[] = [];
      const changed = effect.rows.map(({ key, row }) => !sameRow(product, state.row(key), row));
      for (const { key, member } of effect.members) state.addMember(key, member);
      for (const { key } of effect.rows) touch(key, position);
      for (const [index, { key, row }] of effect.rows.entries()) {
        if (changed[index] === true) versions.push({ key, row, input: OWN_LOG, inputPosition: position });
        else if (!remembers(product, state.row(key), row)) continue;
        state.set(key, row);
      }
      return versions;
    }
    case "change":
      return commit(upstreamChanges(product, step, state), step, state);
  }
}

function commit(changes: readonly RowChange[], step: Step, state: FoldState): readonly RowVersion[] {
  return changes.map(({ key, row }) => {
    state.set(key, row);
    return { key, row, input: inputOf(step), inputPosition: positionOf(step) };
  });
}

/** The rows that take fields from the changed upstream row, with those fields as they are now. */
function upstreamChanges(
  product: DataProduct,
  { product: upstream, change }: Extract<Step, { kind: "change" }>,
  state: FoldState,
): readonly RowChange[] {
  const changes = new Map<string, Row>();
  for (const join of foldPlan(product).joins.filter((each) => each.upstream.product === upstream)) {
    for (const key of state.referrers(upstream, join.by, change.key)) {
      const row = changes.get(key) ?? state.row(key);
      if (row !== null) changes.set(key, { ...row, ...takenFields(join, change.row) });
    }
  }
  return [...changes]
    .filter(([key, row]) => !sameRow(product, state.row(key), row))
    .map(([key, row]) => ({ key, row }));
}

function sameRow(product: DataProduct, before: Row | null, after: Row | null): boolean {
  if (before === null || after === null) return before === after;
  for (const { name } of foldPlan(product).fields) {
    if (!sameValue(before[name], after[name])) return false;
  }
  return true;
}

/** Whether what declarative folds remember has changed, which is no version of the row. */
const remembers = (product: DataProduct, before: Row | null, after: Row | null): boolean =>
  foldPlan(product).remembered.some((name) => before?.[name] !== after?.[name]);

const sameValue = (a: unknown, b: unknown): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));

/** What is told of a step that could not be folded. */
export function quarantine(step: Step, error: unknown): Quarantined {
  const event = step.kind === "change" ? undefined : step.event;
  return {
    input: inputOf(step),
    inputPosition: positionOf(step),
    eventId: event?.id ?? null,
    eventType: event?.type ?? null,
    reason: reasonOf(error),
  };
}

/** Our own errors and the language's never quote values; what a fold throws itself might, so only its name is kept. */
function reasonOf(error: unknown): string {
  if (error instanceof MeshError || error instanceof TypeError || error instanceof RangeError) {
    return error.message.slice(0, 500);
  }
  return `the fold threw ${error instanceof Error ? error.name : "a value that is no Error"}; its message is withheld, it may hold personal data`;
}
