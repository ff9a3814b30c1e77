import type { InputDescriptor } from "../product/descriptor.ts";
import { productRef } from "../product/names.ts";
import type { FieldEdge, LineageEdge, LineageSource, NamedModel } from "./lineage.ts";
import { WHOLE_EVENT } from "./value.ts";

/** What a product is derived from, an edge for each of its inputs. */
export function lineageEdges({ name, major, inputs }: LineageSource): readonly LineageEdge[] {
  const to = productRef(name, major);
  return inputs.map((input): LineageEdge => {
    if (input.kind === "join") {
      const fields = Object.entries(input.take).map(([mine, theirs]) => taken(theirs, mine));
      return { from: input.product, to, kind: "JOIN", eventTypes: [], by: input.by, fields };
    }
    const { log, eventTypes } = input;
    return { from: log, to, kind: "EVENTS", eventTypes, fields: eventFields(input) };
  });
}

/** A model that made what rows of a product hold. It gives no field: the rows say that it did. */
export const modelEdge = ({ id, product }: NamedModel): LineageEdge => ({
  from: id,
  to: product,
  kind: "MODEL",
  eventTypes: [],
  fields: [],
});

const taken = (from: string, to: string): FieldEdge => ({
  from,
  to,
  derivation: "VALUE",
  accumulated: false,
});

type EventsInput = Extract<InputDescriptor, { kind: "events" }>;

function eventFields({ fields }: EventsInput): readonly FieldEdge[] {
  return Object.keys(fields).flatMap((to): readonly FieldEdge[] => {
    const paths = [...reachable(fields, to)];
    const accumulated = paths.some(isOfRow);
    const parts = paths.filter((path) => !isOfRow(path));
    if (parts.length === 0) return [{ from: WHOLE_EVENT, to, derivation: "OCCURRENCE", accumulated }];
    return parts.map((from) => {
      const derivation = from === WHOLE_EVENT ? "UNKNOWN" : "VALUE";
      return { from, to, derivation, accumulated };
    });
  });
}

const isOfRow = (path: string): boolean => path === "row" || path.startsWith("row.");

/** The paths of a field and of the fields of the row that it is computed from. */
function reachable(
  fields: EventsInput["fields"],
  field: string,
  found: Set<string> = new Set(),
): ReadonlySet<string> {
  for (const path of fields[field] ?? []) {
    if (found.has(path)) continue;
    found.add(path);
    if (path.startsWith("row.")) reachable(fields, path.slice("row.".length), found);
  }
  return found;
}
