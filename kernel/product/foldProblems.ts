import { type Aggregate, sourcePath } from "./aggregate.ts";
import type { DataProduct } from "./dataProduct.ts";
import type { FieldSpec, FieldType } from "./field.ts";
import type { FoldInput } from "./input.ts";
import { type PayloadType, payloadType } from "./payloadType.ts";

/** What is wrong with the declarative folds of a product, in words. */
export function foldProblems(product: DataProduct): readonly string[] {
  const folds = product.from.filter((input): input is FoldInput => input.kind === "fold");
  return [
    ...folds.flatMap((fold) => keyProblems(product, fold)),
    ...folds.flatMap((fold) =>
      Object.entries(fold.set).flatMap(([field, aggregate]) => setProblems(product, fold, field, aggregate)),
    ),
    ...conflicts(product, folds),
    ...missing(product, folds),
  ];
}

const nameOf = (fold: FoldInput): string => `fold of ${fold.of.slice(0, 3).join(", ")}`;

function keyProblems(product: DataProduct, fold: FoldInput): readonly string[] {
  const where = nameOf(fold);
  const strange = fold.of.filter((type) => !fold.event.types.includes(type));
  const problems = strange.map((type) => `${where}: "${type}" is none of the event's types`);
  const key = payloadType(fold.event, fold.key);
  if (key === undefined) return [...problems, `${where}: key "${fold.key}" is not in the event's data`];
  if (key.type !== "string") problems.push(`${where}: key "${fold.key}" must be a text`);
  const sealed = product.fields[product.key]?.spec.classification !== "internal";
  if (key.protection !== undefined && !sealed) {
    problems.push(`${where}: key "${fold.key}" names a person, so "${product.key}" must be a subject()`);
  }
  return problems;
}

function setProblems(
  product: DataProduct,
  fold: FoldInput,
  field: string,
  aggregate: Aggregate,
): readonly string[] {
  const where = `${nameOf(fold)}: ${aggregate.kind} of "${field}"`;
  const spec = product.fields[field]?.spec;
  if (spec === undefined) return [`${nameOf(fold)}: "${field}" is not a field`];
  if (field === product.key) return [`${nameOf(fold)}: "${field}" is the key, which the fold gives itself`];
  const source = aggregate.of === null ? undefined : sourceType(fold, aggregate.of);
  if (aggregate.of !== null && source === undefined) {
    return [`${where}: ${sourcePath(aggregate.of)} is not in the event`];
  }
  return [
    ...protectionProblems(where, spec, aggregate, source),
    ...typeProblems(where, spec, aggregate, source),
  ];
}

function sourceType(fold: FoldInput, source: Exclude<Aggregate["of"], null>): PayloadType | undefined {
  if (typeof source === "string") return payloadType(fold.event, source);
  return { type: "string", always: true, nullable: false };
}

/** A personal value is never looked at by a fold: it is only carried. */
function protectionProblems(
  where: string,
  spec: FieldSpec,
  { kind }: Aggregate,
  source: PayloadType | undefined,
): readonly string[] {
  if (source?.protection === undefined) return [];
  if (kind !== "latest" && kind !== "first") {
    return [`${where}: a protected value can only be carried by latest or first, or joined`];
  }
  const needed = source.protection === "personal" ? "personal" : "identifier";
  const isCarried = spec.classification === "personal" || spec.classification === needed;
  return isCarried ? [] : [`${where}: it comes from a ${source.protection} value and must be declared so`];
}

const NUMBERS: ReadonlySet<FieldType["name"]> = new Set(["int", "bigint", "decimal"]);
const UNORDERED: ReadonlySet<FieldType["name"]> = new Set(["boolean", "list"]);

function typeProblems(
  where: string,
  { type }: FieldSpec,
  { kind }: Aggregate,
  source: PayloadType | undefined,
): readonly string[] {
  if (kind === "count" || kind === "countDistinct") {
    return type.name === "int" || type.name === "bigint" ? [] : [`${where}: it must be an int() or bigint()`];
  }
  if (kind === "sum" || kind === "average") {
    if (source?.type === "number") {
      return [`${where}: floats have no exact sum: use whole numbers, or decimals as text`];
    }
    const fits = kind === "sum" ? NUMBERS.has(type.name) : type.name === "decimal";
    return fits
      ? []
      : [`${where}: it must be ${kind === "sum" ? "an int(), bigint() or decimal()" : "a decimal()"}`];
  }
  const isOrdered = kind !== "min" && kind !== "max";
  return isOrdered || !UNORDERED.has(type.name) ? [] : [`${where}: a ${type.name} has no order`];
}

/** A field has one meaning, whatever events it comes from. */
function conflicts(product: DataProduct, folds: readonly FoldInput[]): readonly string[] {
  const joined = product.from.flatMap((input) => (input.kind === "join" ? Object.keys(input.take) : []));
  return Object.keys(product.fields).flatMap((field) => {
    const meanings = new Set(
      folds.flatMap(({ set }) => (set[field] === undefined ? [] : [meaning(set[field])])),
    );
    if (meanings.size > 1) return [`"${field}" is made by ${[...meanings].join(" and by ")}: choose one`];
    return meanings.size === 1 && joined.includes(field) ? [`"${field}" is both folded and joined`] : [];
  });
}

const meaning = (aggregate: Aggregate): string =>
  aggregate.kind === "latest" ? `latest by ${aggregate.by}` : aggregate.kind;

/** A row may begin with an event of any type, so each must give what a row must have. */
function missing(product: DataProduct, folds: readonly FoldInput[]): readonly string[] {
  if (folds.length !== product.from.filter(({ kind }) => kind !== "join").length) return [];
  const types = [...new Set(folds.flatMap(({ of }) => of))];
  const required = Object.entries(product.fields).filter(
    ([field, { spec }]) => !spec.optional && field !== product.key && !(field in product.start),
  );
  return required.flatMap(([field]) => {
    const lacking = types.filter(
      (type) => !folds.some((fold) => fold.of.includes(type) && gives(fold, field)),
    );
    if (lacking.length === 0) return [];
    const named = lacking.slice(0, 3).join(", ");
    return [`${named} does not always give "${field}", which must then be optional()`];
  });
}

function gives(fold: FoldInput, field: string): boolean {
  const aggregate = fold.set[field];
  if (aggregate === undefined || aggregate.of === null) return aggregate !== undefined;
  return sourceType(fold, aggregate.of)?.always === true;
}
