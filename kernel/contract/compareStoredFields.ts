import type { DataProduct } from "../product/dataProduct.ts";
import type { FieldSpec, FieldType } from "../product/field.ts";
import { fieldHash, type Fingerprint } from "../product/fingerprint.ts";
import type { Difference } from "./difference.ts";

/** More values than this are not taken apart: a smaller enum could be any of too many. */
const MOST_VALUES = 10;

/**
 * In what the declared fields differ from those of rows that were made by the code of a fingerprint. The fingerprint
 * holds hashes; which type, optionality and form of storage a field had is found by trying those that would be no
 * major change.
 */
export function compareStoredFields(before: Fingerprint, product: DataProduct): readonly Difference[] {
  const declared = Object.entries(product.fields);
  const removed = Object.keys(before)
    .filter((part) => part.startsWith("field ") && product.fields[part.slice("field ".length)] === undefined)
    .map((part) => difference(part.slice("field ".length), "removed", "major"));
  const others = declared.flatMap(([name, { spec }]) => {
    const was = before[`field ${name}`];
    if (was === undefined) return [difference(name, spec.optional ? "added, optional" : "added", "minor")];
    return was === fieldHash(spec) ? [] : redeclared(name, spec, was);
  });
  return [...removed, ...others];
}

const difference = (name: string, what: string, bump: Difference["bump"]): Difference => ({
  path: `fields.${name}`,
  what,
  bump,
});

function redeclared(name: string, spec: FieldSpec, was: string): readonly Difference[] {
  for (const before of candidates(spec)) {
    if (fieldHash(before) !== was) continue;
    return [
      ...(before.type === spec.type ? [] : [difference(name, "has new values", "minor")]),
      ...(before.optional === spec.optional
        ? []
        : [
            spec.optional
              ? difference(name, "may become null", "major")
              : difference(name, "no longer null", "minor"),
          ]),
      ...(isSealed(before) === isSealed(spec)
        ? []
        : [
            isSealed(spec)
              ? difference(name, "became personal", "major")
              : difference(name, "no longer personal", "minor"),
          ]),
    ];
  }
  return [difference(name, "retyped", "major")];
}

const isSealed = ({ classification }: Pick<FieldSpec, "classification">): boolean =>
  classification !== "internal";

/** What the field may have been: the same type, or an open enum with fewer values. */
function candidates(spec: FieldSpec): readonly FieldSpec[] {
  return typesBefore(spec.type).flatMap((type) =>
    [false, true].flatMap((optional) =>
      (["internal", "personal"] as const).map((classification) => ({
        ...spec,
        type,
        optional,
        classification,
      })),
    ),
  );
}

function typesBefore(type: FieldType): readonly FieldType[] {
  if (type.name !== "enum" || !type.open || type.values.length > MOST_VALUES) return [type];
  const smaller = Array.from({ length: 2 ** type.values.length - 2 }, (_each, index) => ({
    ...type,
    values: type.values.filter((_value, place) => ((index + 1) >> place) % 2 === 1),
  }));
  return [type, ...smaller];
}
