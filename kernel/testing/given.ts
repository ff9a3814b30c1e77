import { frozen, openEvent, prepareEvent } from "../event/index.ts";
import { position, type Position } from "../log/position.ts";
import type { DataProduct, Row } from "../product/dataProduct.ts";
import type { ProductRef } from "../product/names.ts";
import { foldBatch, type Known, nothingKnown, type Quarantined, type Step } from "../projection/index.ts";

/** An event as a specification writes it: what is left out does not matter to it. */
export interface GivenEvent {
  readonly type: string;
  /** Of the payload; the newest unless given. */
  readonly version?: number;
  readonly data: unknown;
  /** Default: a minute after the event before it, from 2026-01-01T00:00:00.000Z on. */
  readonly occurredAt?: string;
}

/** A change of an upstream row; null removes it. */
export interface GivenChange {
  readonly product: ProductRef;
  readonly key: string;
  readonly row: Row | null;
}

export interface Outcome {
  /** The rows by key, as readers see them. */
  readonly rows: Readonly<Record<string, Row>>;
  /** Row versions in order, as the history holds them. */
  readonly versions: readonly { readonly key: string; readonly row: Row | null }[];
  readonly quarantined: readonly Quarantined[];
}

export interface Given {
  /** More happens, in this order. */
  and(...steps: readonly (GivenEvent | GivenChange)[]): Given;
  /** What the product makes of it. */
  outcome(): Outcome;
}

/**
 * Specifies a projection without a database: `given(product, event, event).outcome()`. Events pass the same checks
 * as in a real log; an event that would be refused there throws here.
 */
export function given(product: DataProduct, ...steps: readonly (GivenEvent | GivenChange)[]): Given {
  return {
    and: (...more) => given(product, ...steps, ...more),
    outcome: () => outcomeOf(product, steps),
  };
}

function outcomeOf(product: DataProduct, given: readonly (GivenEvent | GivenChange)[]): Outcome {
  const rows = new Map<string, Row>();
  const members = new Map<string, Set<string>>();
  const upstream = new Map<ProductRef, Map<string, Row>>();
  const versions: { key: string; row: Row | null }[] = [];
  const quarantined: Quarantined[] = [];
  for (const [index, each] of given.entries()) {
    const step = stepOf(product, each, position(index + 1));
    const batch = foldOne(product, step, { rows, members, upstream });
    for (const [key, row] of batch.rows) {
      if (row === null) rows.delete(key);
      else rows.set(key, row);
    }
    for (const [key, seen] of batch.members)
      members.set(key, new Set([...(members.get(key) ?? []), ...seen]));
    versions.push(...batch.versions.map(({ key, row }) => ({ key, row })));
    quarantined.push(...batch.quarantined);
    if (step.kind === "change") remember(upstream, step);
  }
  return { rows: Object.fromEntries(rows), versions, quarantined };
}

interface State {
  readonly rows: ReadonlyMap<string, Row>;
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  readonly upstream: ReadonlyMap<ProductRef, ReadonlyMap<string, Row>>;
}

function foldOne(product: DataProduct, step: Step, state: State) {
  const known: Known = nothingKnown();
  for (;;) {
    const result = foldBatch(product, [step], known);
    if ("done" in result) return result.done;
    const { needs } = result;
    for (const [ref, keys] of needs.referrers) {
      // Every row is a candidate; the fold itself keeps those that point to the key.
      known.referrers.set(ref, new Map([...keys].map((key) => [key, [...state.rows.keys()]])));
    }
    for (const key of needs.rows) known.rows.set(key, state.rows.get(key) ?? null);
    for (const [key, wanted] of needs.members) {
      const seen = state.members.get(key);
      known.members.set(key, new Map([...wanted].map((member) => [member, seen?.has(member) === true])));
    }
    for (const [ref, keys] of needs.upstream) {
      const found = state.upstream.get(ref);
      known.upstream.set(ref, new Map([...keys].map((key) => [key, found?.get(key) ?? null])));
    }
  }
}

function stepOf(product: DataProduct, given: GivenEvent | GivenChange, at: Position): Step {
  if ("product" in given) {
    return {
      kind: "change",
      product: given.product,
      change: { position: at, key: given.key, row: given.row },
    };
  }
  const declarations = product.from.flatMap((input) => (input.kind === "join" ? [] : [input.event]));
  const occurredAt = given.occurredAt ?? new Date(Date.UTC(2026, 0, 1, 0, at - 1)).toISOString();
  const prepared = prepareEvent(declarations, { id: `given-${at}`, ...given, occurredAt });
  const declaration = declarations.find((each) => each.types.includes(given.type));
  if (declaration === undefined) throw new TypeError(`${product.name} does not consume ${given.type}`);
  return {
    kind: "event",
    // As folds see it that share it: one that writes into an event fails.
    event: frozen(openEvent(declaration, { ...prepared, position: at, recordedAt: occurredAt })),
  };
}

function remember(
  upstream: Map<ProductRef, Map<string, Row>>,
  step: Extract<Step, { kind: "change" }>,
): void {
  const rows = upstream.get(step.product) ?? new Map<string, Row>();
  upstream.set(step.product, rows);
  if (step.change.row === null) rows.delete(step.change.key);
  else rows.set(step.change.key, step.change.row);
}
