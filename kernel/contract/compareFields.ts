import type { FieldDescriptor } from "../product/descriptor.ts";
import { canonicalJson } from "./canonicalJson.ts";
import { compareFieldPolicy } from "./compareFieldPolicy.ts";
import { compareFieldType } from "./compareFieldType.ts";
import type { Contract } from "./contract.ts";
import { comparePromise, compareText, type Difference } from "./difference.ts";

type Fielded = Pick<Contract, "key" | "fields">;

/** Fields that came, went or changed, and the key. The order of fields promises nothing. */
export function compareFields(published: Fielded, declared: Fielded): readonly Difference[] {
  const before = byName(published.fields);
  const after = byName(declared.fields);
  const added = declared.fields.filter(({ name }) => !before.has(name));
  return [
    ...compareText("key", published.key, declared.key, "major"),
    ...published.fields.flatMap((field) => {
      const now = after.get(field.name);
      return now === undefined ? [removal(field, added)] : compareField(field, now);
    }),
    ...added.map(({ name }) => ({ path: `fields.${name}`, what: "added", bump: "minor" as const })),
  ];
}

function compareField(before: FieldDescriptor, after: FieldDescriptor): readonly Difference[] {
  const path = `fields.${before.name}`;
  return [
    ...compareFieldType(path, before.type, after.type),
    ...compareNullability(path, before.optional, after.optional),
    ...comparePromise(`${path}.unit`, before.unit, after.unit),
    ...comparePromise(`${path}.meaning`, before.meaning, after.meaning),
    ...compareFieldPolicy(path, before, after),
    ...compareText(`${path}.description`, before.description, after.description, "patch"),
    ...compareIndex(path, before.indexed, after.indexed),
  ];
}

function compareNullability(path: string, before: boolean, after: boolean): readonly Difference[] {
  if (before === after) return [];
  return after
    ? [{ path, what: "may now be null", bump: "major" }]
    : [{ path, what: "is no longer ever null", bump: "minor" }];
}

function compareIndex(path: string, before: boolean, after: boolean): readonly Difference[] {
  if (before === after) return [];
  return [{ path, what: after ? "is now indexed" : "is no longer indexed", bump: "patch" }];
}

/** A removed field, with what looks like its new name. */
function removal(field: FieldDescriptor, added: readonly FieldDescriptor[]): Difference {
  const alike = added.find((each) => specOf(each) === specOf(field));
  const hint = alike === undefined ? "" : `; "${alike.name}" is declared alike: renamed?`;
  return { path: `fields.${field.name}`, what: `removed${hint}`, bump: "major" };
}

/** What a field is, whatever it is called and however it is described. */
function specOf({ name: _name, description: _description, ...spec }: FieldDescriptor): string {
  return canonicalJson(spec);
}

const byName = (fields: readonly FieldDescriptor[]): ReadonlyMap<string, FieldDescriptor> =>
  new Map(fields.map((field) => [field.name, field]));
