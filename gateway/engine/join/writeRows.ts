import { getNullableType, isListType, isNonNullType, isObjectType } from "graphql";
import { type FieldSlot, type ShapeParts, type Slot, slotsOf } from "../complete/slots.ts";
import type { JoinRun } from "./joinRun.ts";
import type { Known, Place } from "./places.ts";
import type { Rows } from "./readRows.ts";
import { columnOf } from "./rowShape.ts";
import { runAt, runWriter } from "./writeRuns.ts";

/** The JSON of what belongs to a row, each byte a character; notes in the run what only completing can tell of. */
export type WriteRow = (run: JoinRun, index: number) => string;

/** Compiles writing an object as the operation asks for it; undefined where that takes more than putting texts together. */
export function rowWriter(parts: ShapeParts, place: Place, slots: readonly Slot[]): WriteRow | undefined {
  const members: { readonly label: string; readonly write: WriteRow }[] = [];
  for (let at = 0; at < slots.length;) {
    const run = runAt(place, slots, at);
    const slot = slots[at];
    const write = run === undefined ? slot && slotWriter(parts, place, slot) : runWriter(run);
    if (write === undefined || slot === undefined) return undefined;
    const label = run === undefined ? `${JSON.stringify(slot.key)}:` : "";
    members.push({ label: `${members.length === 0 ? "{" : ","}${label}`, write });
    at += run?.length ?? 1;
  }
  if (members.length === 0) return undefined;
  return (run, index) => {
    let text = "";
    for (const { label, write } of members) text += label + write(run, index);
    return `${text}}`;
  };
}

function slotWriter(parts: ShapeParts, place: Place, slot: Slot): WriteRow | undefined {
  if (slot.kind === "typename") {
    const name = JSON.stringify(place.type.name);
    return () => name;
  }
  const known = slot.kind === "fetched" ? place.fields.get(slot.fetched) : undefined;
  return slot.kind === "fetched" && known ? valueWriter(parts, slot, known) : undefined;
}

/** Compiles writing what is known under a key. */
export function valueWriter(parts: ShapeParts, slot: FieldSlot, known: Known): WriteRow | undefined {
  if (known.kind === "leaf") return leafWriter(slot, known);
  if (known.kind === "object") return objectWriter(parts, slot, known.place);
  return known.kind === "rows" ? rowsWriter(parts, slot, known.place) : undefined;
}

function leafWriter(slot: FieldSlot, { source, leaf }: Known & { kind: "leaf" }): WriteRow {
  const missing = nullAt(slot);
  const column = columnOf(leaf);
  return (run, index) => run.row(source, index)?.[column.group] ?? missing(run, index);
}

function objectWriter(parts: ShapeParts, slot: FieldSlot, place: Place): WriteRow | undefined {
  const type = getNullableType(slot.type);
  const exists = existence(slot, place);
  if (!isObjectType(type) || type !== place.type || exists === undefined) return undefined;
  const write = rowWriter(parts, place, slotsOf(parts, type, slot.nodes));
  if (write === undefined) return undefined;
  const missing = nullAt(slot);
  return (run, index) => (exists(run, index) ? write(run, index) : missing(run, index));
}

/** Whether there is an object: a linked row only if the context that holds it has answered under the key that tells so. */
function existence({ presenceKey }: FieldSlot, place: Place): Place["exists"] | undefined {
  if (presenceKey === undefined) return place.exists;
  const known = place.fields.get(presenceKey);
  if (known?.kind !== "leaf") return undefined;
  const { source, leaf } = known;
  // Where it cannot be null, a row that was read has it.
  if (!leaf.isNullable)
    return (run, index) => run.row(source, index) !== undefined && place.exists(run, index);
  const column = columnOf(leaf);
  return (run, index) => {
    const value = run.row(source, index)?.[column.group];
    return value !== undefined && value !== "null" && place.exists(run, index);
  };
}

function rowsWriter(parts: ShapeParts, slot: FieldSlot, place: Place): WriteRow | undefined {
  const list = getNullableType(slot.type);
  const type = isListType(list) ? getNullableType(list.ofType) : undefined;
  if (slot.presenceKey !== undefined || !isObjectType(type) || type !== place.type) return undefined;
  const write = rowWriter(parts, place, slotsOf(parts, type, slot.nodes));
  return write && ((run) => writeAll(run, run.rows[place.of] ?? [], write));
}

function writeAll(run: JoinRun, rows: Rows, write: WriteRow): string {
  let text = "[";
  for (let index = 0; index < rows.length; index++) {
    if (index > 0) text += ",";
    text += rows[index] === undefined ? "null" : write(run, index);
  }
  return `${text}]`;
}

/** Null, where that can be. */
function nullAt({ type }: FieldSlot): WriteRow {
  if (!isNonNullType(type)) return () => "null";
  return (run) => {
    run.isLost = true;
    return "null";
  };
}
