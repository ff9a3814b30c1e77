import type { RecordedEvent } from "../event/event.ts";
import { MeshError } from "../errors.ts";
import type { DataProduct, Row } from "../product/dataProduct.ts";
import { eventValue } from "../product/eventValue.ts";
import type {
  AccumulatingInput,
  Change,
  EventInput,
  FoldInput,
  JoinInput,
  Removal,
} from "../product/input.ts";
import { completeRow } from "./completeRow.ts";
import { foldFields } from "./foldFields.ts";
import { foldPlan } from "./foldPlan.ts";
import type { FoldState } from "./foldState.ts";

/** The row under a key after a step; null when it is removed. */
export interface RowChange {
  readonly key: string;
  readonly row: Row | null;
}

/** What one event changes: rows in the order the folds name them, and members seen for the first time. */
export interface EventEffect {
  readonly rows: readonly RowChange[];
  readonly members: readonly { readonly key: string; readonly member: string }[];
}

/**
 * Folds one event of the own log. Nothing is written to the state, so an event that throws leaves no trace.
 * Throws what the fold throws, or MeshError BAD_USER_INPUT when its answer is no valid row.
 */
export function applyEvent(product: DataProduct, event: RecordedEvent, state: FoldState): EventEffect {
  const rows = new Map<string, Row | null>();
  const members: { key: string; member: string }[] = [];
  for (const input of product.from) {
    if (input.kind === "join" || !input.event.types.includes(event.type)) continue;
    const changes =
      input.kind === "fold"
        ? foldChanges(product, input, event, state, rows, members)
        : changesOf(input, event, state, rows, members);
    for (const change of changes) {
      const key = keyOf(product, change);
      rows.set(key, isRemoval(change) ? null : patched(product, current(rows, state, key), change, state));
    }
  }
  return { rows: [...rows].map(([key, row]) => ({ key, row })), members };
}

/** The rows that inputs before have changed by the same event. */
type ChangedRows = ReadonlyMap<string, Row | null>;

/** A function of its own, not one made for every event. */
function current(rows: ChangedRows, state: FoldState, key: string): Row | null {
  const row = rows.get(key);
  return row === undefined ? state.row(key) : row;
}

type SingleChange = Partial<Row> | Removal;

function changesOf(
  input: EventInput<Row> | AccumulatingInput<Row>,
  event: RecordedEvent,
  state: FoldState,
  rows: ChangedRows,
  members: { key: string; member: string }[],
): readonly SingleChange[] {
  if (input.kind === "events") return flat(input.fold(event));
  const named = input.key(event);
  const keys = named === undefined ? [] : typeof named === "string" ? [named] : named;
  return keys.flatMap((key) => {
    const member = input.distinct?.(event);
    const firstSeen = member !== undefined && state.isNewMember(key, member);
    if (firstSeen) members.push({ key, member });
    return flat(input.accumulate(current(rows, state, key) ?? undefined, event, { key, firstSeen }));
  });
}

/** By aggregates: a row of the key that the event names, if it names one. */
function foldChanges(
  product: DataProduct,
  input: FoldInput,
  event: RecordedEvent,
  state: FoldState,
  rows: ChangedRows,
  members: { key: string; member: string }[],
): readonly SingleChange[] {
  const key = eventValue(event, input.key);
  if (!input.of.includes(event.type) || typeof key !== "string" || key === "") return [];
  const isFirst = (member: string): boolean => {
    const known = members.some((each) => each.key === key && each.member === member);
    if (known || !state.isNewMember(key, member)) return false;
    members.push({ key, member });
    return true;
  };
  const before = current(rows, state, key) ?? product.start;
  return [{ ...foldFields(product, input, event, before, isFirst), [product.key]: key }];
}

function flat(change: Change<Row>): readonly SingleChange[] {
  if (change === undefined || change === null) return [];
  return Array.isArray(change) ? (change as readonly SingleChange[]) : [change as SingleChange];
}

const isRemoval = (change: SingleChange): change is Removal =>
  typeof (change as Removal).removed === "string";

function keyOf(product: DataProduct, change: SingleChange): string {
  const key = isRemoval(change) ? change.removed : change[product.key];
  if (typeof key === "string" && key !== "") return key;
  throw new MeshError("BAD_USER_INPUT", `the fold answered a row without its key "${product.key}"`);
}

/** The patched row, with the fields of joins whose key is new to it taken from upstream. */
function patched(product: DataProduct, before: Row | null, patch: Partial<Row>, state: FoldState): Row {
  const own = completeRow(product, before, patch);
  const { joins } = foldPlan(product);
  if (joins.length === 0) return own;
  const taken = joins
    .filter((join) => before === null || before[join.by] !== own[join.by])
    .map((join) => takenFields(join, upstreamRow(join, own, state)));
  return Object.assign({}, own, ...taken) as Row;
}

function upstreamRow(join: JoinInput, row: Row, state: FoldState): Row | null {
  const key = row[join.by];
  return typeof key === "string" ? state.upstreamRow(join.upstream.product, key) : null;
}

/** The fields a join fills, from the upstream's row; all null when there is none. */
export function takenFields(join: JoinInput, upstream: Row | null): Row {
  return Object.fromEntries(
    Object.entries(join.take).map(([mine, theirs]) => [mine, upstream?.[theirs] ?? null]),
  );
}
