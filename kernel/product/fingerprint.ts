import { createHash } from "node:crypto";
import { parseExpressionAt } from "acorn";
import type { EventDeclaration, Upcast } from "../event/event.ts";
import { versionChain } from "../event/versions.ts";
import type { DataProduct, Row } from "./dataProduct.ts";
import type { FieldSpec } from "./field.ts";
import type { Input } from "./input.ts";

/** Names of the parts of a declaration that decide its rows, each with a hash. */
export type Fingerprint = Readonly<Record<string, string>>;

/**
 * The fingerprint of everything in a declaration that decides its rows: key, stored form of every field, inputs
 * and the code of the folds and of the upcasts they read earlier events by. Code counts as its syntax tree, so that layout and comments change nothing; what a
 * fold calls outside itself is not seen, so folds should be self-contained (docs/architecture.md).
 */
export function fingerprint(product: DataProduct): Fingerprint {
  const parts: Record<string, string> = { key: hash(product.key) };
  if (!product.history) parts["history"] = hash("none");
  for (const [name, { spec }] of Object.entries(product.fields)) {
    parts[`field ${name}`] = fieldHash(spec);
  }
  for (const [index, input] of product.from.entries())
    parts[inputName(input, index)] = hash(inputCode(input));
  for (const { name, declaration, upcast } of upcastsOf(product)) {
    parts[name] = hash(JSON.stringify([declaration.version, upcast.from.types, syntax(upcast.step)]));
  }
  return parts;
}

/** A step by which a product reads an earlier version of an event. */
export interface NamedUpcast {
  /** What the fingerprint calls it: `upcast of CREDIT_SCORED from version 1`. */
  readonly name: string;
  /** The version it leads to. */
  readonly declaration: EventDeclaration;
  readonly upcast: Upcast;
}

/** The steps by which a product reads earlier versions of its events, each once. */
export function upcastsOf(product: Pick<DataProduct, "from">): readonly NamedUpcast[] {
  const newest = new Set(product.from.flatMap((input) => (input.kind === "join" ? [] : [input.event])));
  return [...newest]
    .flatMap(versionChain)
    .flatMap((declaration) =>
      declaration.upcast === undefined ? [] : [named(declaration, declaration.upcast)],
    );
}

const named = (declaration: EventDeclaration, upcast: Upcast): NamedUpcast => ({
  name: `upcast of ${declaration.types.slice(0, 3).join(", ")} from version ${upcast.from.version}`,
  declaration,
  upcast,
});

/** What the fingerprint holds of a field: its type, whether it may be null, whether it is stored in envelopes. */
export const fieldHash = ({ type, optional, classification }: FieldSpec): string =>
  hash(JSON.stringify([type, optional, classification !== "internal"]));

/** The fingerprint as one hash, of 32 hex digits. */
export const codeFingerprint = (product: DataProduct): string =>
  hash(JSON.stringify(Object.entries(fingerprint(product)).toSorted(([a], [b]) => (a < b ? -1 : 1))));

/** Which parts differ, in words: `changed: fold of CREDIT_SCORED; added: field band`. Empty when none does. */
export function fingerprintDifference(before: Fingerprint, after: Fingerprint): string {
  const added = Object.keys(after).filter((part) => !(part in before));
  const removed = Object.keys(before).filter((part) => !(part in after));
  const changed = Object.keys(after).filter((part) => part in before && before[part] !== after[part]);
  return [["changed", changed] as const, ["added", added] as const, ["removed", removed] as const]
    .filter(([, parts]) => parts.length > 0)
    .map(([what, parts]) => `${what}: ${parts.join(", ")}`)
    .join("; ");
}

/** What the fingerprint calls an input, by its place in the declaration: `fold 1 of CREDIT_SCORED`. */
export function inputName(input: Input<Row>, index: number): string {
  if (input.kind === "join") return `join ${index + 1} with ${input.upstream.product}`;
  const types = input.kind === "fold" ? input.of : input.event.types;
  return `fold ${index + 1} of ${types.slice(0, 3).join(", ")}`;
}

function inputCode(input: Input<Row>): string {
  switch (input.kind) {
    case "join":
      return JSON.stringify([input.upstream.product, input.upstream.key, input.by, input.take]);
    case "fold":
      return JSON.stringify([input.of, input.key, input.set]);
    case "events":
      return JSON.stringify([input.event.types, syntax(input.fold)]);
    case "accumulate":
      return JSON.stringify([
        input.event.types,
        syntax(input.key),
        input.distinct ? syntax(input.distinct) : null,
        syntax(input.accumulate),
      ]);
  }
}

/** The syntax tree of a function, without where it stood. */
export function syntax(code: (...args: never[]) => unknown): unknown {
  const source = code.toString();
  const options = { ecmaVersion: "latest" } as const;
  const tree = isMethod(source)
    ? parseExpressionAt(`({${source}})`, 0, options)
    : parseExpressionAt(`(${source})`, 0, options);
  return JSON.parse(JSON.stringify(tree, withoutPlace)) as unknown;
}

const isMethod = (source: string): boolean =>
  !/^(async\s+)?(function\b|\(|[\w$]+\s*=>)/.test(source) && /^(async\s+)?[\w$]+\s*\(/.test(source);

const PLACE = new Set(["start", "end", "raw", "loc", "range"]);
function withoutPlace(key: string, value: unknown): unknown {
  if (PLACE.has(key)) return undefined;
  if (isUndefined(value)) return VOID_0;
  return typeof value === "bigint" ? `${value}n` : value;
}

/** What runs TypeScript may write `undefined` as `void 0`. */
const VOID_0 = {
  type: "UnaryExpression",
  operator: "void",
  prefix: true,
  argument: { type: "Literal", value: 0 },
};

function isUndefined(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  const { type, name } = node as { readonly type?: unknown; readonly name?: unknown };
  return type === "Identifier" && name === "undefined";
}

const hash = (content: string): string => createHash("sha256").update(content).digest("hex").slice(0, 32);
