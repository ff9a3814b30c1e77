import { isNonNullType } from "graphql";
import type { FieldSlot, Slot } from "../complete/slots.ts";
import type { Known, Place } from "./places.ts";
import { runOf } from "./rowShape.ts";
import type { WriteRow } from "./writeRows.ts";

/** A response key, and the value that was fetched under it. */
interface Written {
  readonly slot: FieldSlot;
  readonly known: Known & { readonly kind: "leaf" };
}

/** Response keys after one another whose values stand so in a row, under the same keys. */
export type WrittenRun = readonly [Written, ...Written[]];

/** The longest run that begins at this response key; undefined where there is none. */
export function runAt(place: Place, slots: readonly Slot[], start: number): WrittenRun | undefined {
  const first = writtenAs(place, slots[start]);
  if (first === undefined) return undefined;
  const run: [Written, ...Written[]] = [first];
  for (let last = first; ;) {
    const next = writtenAs(place, slots[start + run.length]);
    if (next === undefined || !follows(last, next)) return run;
    run.push(next);
    last = next;
  }
}

function writtenAs({ fields }: Place, slot: Slot | undefined): Written | undefined {
  if (slot?.kind !== "fetched") return undefined;
  const known = fields.get(slot.fetched);
  return known?.kind === "leaf" && known.leaf.key === slot.key ? { slot, known } : undefined;
}

const follows = ({ known: { source, leaf } }: Written, { known }: Written): boolean =>
  known.source === source && known.leaf.among === leaf.among && known.leaf.at === leaf.at + 1;

/** Compiles writing a run: its text with its keys, as it was read. */
export function runWriter(run: WrittenRun): WriteRow {
  const [{ known }] = run;
  const { source } = known;
  const column = runOf(known.leaf, (run.at(-1) ?? run[0]).known.leaf);
  const nulls = run.map(({ slot }) => `${JSON.stringify(slot.key)}:null`).join(",");
  const isRequired = run.some(({ slot }) => isNonNullType(slot.type));
  return (joining, index) => {
    const text = joining.row(source, index)?.[column.group];
    if (text !== undefined) return text;
    if (isRequired) joining.isLost = true;
    return nulls;
  };
}
