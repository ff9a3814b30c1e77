import { getNullableType, isListType, isNonNullType, isObjectType } from "graphql";
import { type FieldSlot, type ShapeParts, type Slot, slotsOf } from "../complete/slots.ts";
import type { JoinRun } from "./joinRun.ts";
import type { Known, Place } from "./places.ts";
import type { Rows } from "./readRows.ts";

/** The JSON of what belongs to a row, each byte a character; notes in the run what only completing can tell of. */
export type WriteRow = (run: JoinRun, index: number) => string;

/** Compiles writing an object as the operation asks for it; undefined where that takes more than putting texts together. */
export function rowWriter(parts: ShapeParts, place: Place, slots: readonly Slot[]): WriteRow | undefined {
  const members: { readonly label: string; readonly write: WriteRow }[] = [];
  for (const slot of slots) {
    const write = slotWriter(parts, place, slot);
    if (write === undefined) return undefined;
    const label = `${members.length === 0 ? "{" : ","}${JSON.stringify(slot.key)}:`;
    members.push({ label: Buffer.from(label).toString("latin1"), write });
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

function leafWriter(slot: FieldSlot, { source, column }: Leaf): WriteRow {
  const missing = nullAt(slot);
  return (run, index) => run.row(source, index)?.[column] ?? missing(run, index);
}

type Leaf = Pick<Extract<Known, { kind: "leaf" }>, "source" | "column">;

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
  const { source, column } = known;
  return (run, index) => {
    if (!place.exists(run, index)) return false;
    const value = run.row(source, index)?.[column];
    return value !== undefined && value !== "null";
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
