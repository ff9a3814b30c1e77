import { getNullableType, isNonNullType, isObjectType } from "graphql";
import { type FieldSlot, type ShapeParts, type Slot, slotsOf } from "../complete/slots.ts";
import type { JoinRun } from "./joinRun.ts";
import type { Place } from "./places.ts";

/** The JSON of an object of the root field, each byte a character; notes in the run what only completing can tell of. */
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
  if (slot.kind !== "fetched" || slot.presenceKey !== undefined) return undefined;
  const known = place.fields.get(slot.fetched);
  if (known?.kind === "leaf") return leafWriter(slot, known);
  return known?.kind === "object" ? objectWriter(parts, slot, known.place) : undefined;
}

function leafWriter(slot: FieldSlot, { source, column }: { source: number; column: number }): WriteRow {
  const missing = nullAt(slot);
  return (run, index) => run.row(source, index)?.[column] ?? missing(run, index);
}

function objectWriter(parts: ShapeParts, slot: FieldSlot, place: Place): WriteRow | undefined {
  const type = getNullableType(slot.type);
  if (!isObjectType(type) || type !== place.type) return undefined;
  const write = rowWriter(parts, place, slotsOf(parts, type, slot.nodes));
  if (write === undefined) return undefined;
  const missing = nullAt(slot);
  return (run, index) => (place.exists(run, index) ? write(run, index) : missing(run, index));
}

/** Null, where that can be. */
function nullAt({ type }: FieldSlot): WriteRow {
  if (!isNonNullType(type)) return () => "null";
  return (run) => {
    run.isLost = true;
    return "null";
  };
}
