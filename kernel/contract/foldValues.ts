import type { DataProduct, Row } from "../product/dataProduct.ts";
import { inputName, syntax } from "../product/fingerprint.ts";
import type { Input } from "../product/input.ts";
import { contentHash } from "./contentHash.ts";

/**
 * The code of one input, taken apart: a hash for what gives each field its value, in the order in which it is given
 * (`...1` is the first spread), and one for everything around them.
 */
export interface InputValues {
  readonly frame: string;
  readonly given: readonly (readonly [name: string, hash: string])[];
}

/** Inputs by the names that the fingerprint gives them. One that is no plain object literal is not in it. */
export type FoldValues = Readonly<Record<string, InputValues>>;

/** Takes the inputs of a product apart, so that a changed fold can be told to leave a field's value as it was. */
export function foldValues(product: DataProduct): FoldValues {
  const parts = product.from.map((input, index) => [inputName(input, index), valuesOf(input)] as const);
  return Object.fromEntries(parts.filter((part): part is [string, InputValues] => part[1] !== undefined));
}

function valuesOf(input: Input<Row>): InputValues | undefined {
  switch (input.kind) {
    case "join":
      return {
        frame: contentHash([input.upstream.product, input.upstream.key, input.by]),
        given: Object.entries(input.take).map(([field, from]) => [field, contentHash(from)]),
      };
    case "fold":
      return {
        frame: contentHash([input.of, input.key]),
        given: Object.entries(input.set).map(([field, aggregate]) => [field, contentHash(aggregate)]),
      };
    case "events":
      return literalValues(syntax(input.fold), [input.event.types]);
    case "accumulate": {
      const distinct = input.distinct === undefined ? null : syntax(input.distinct);
      return literalValues(syntax(input.accumulate), [input.event.types, syntax(input.key), distinct]);
    }
  }
}

/** A node of a syntax tree (ESTree). */
type Node = Readonly<Record<string, unknown>>;

function literalValues(tree: unknown, around: readonly unknown[]): InputValues | undefined {
  const { body, ...arrow } = tree as Node;
  if (arrow["type"] !== "ArrowFunctionExpression") return undefined;
  const { type, properties } = body as Node;
  if (type !== "ObjectExpression") return undefined;
  const given = givenBy(properties as readonly Node[]);
  return given && { frame: contentHash([around, arrow]), given };
}

function givenBy(properties: readonly Node[]): InputValues["given"] | undefined {
  let spreads = 0;
  const given = properties.map((each) => {
    const name = each["type"] === "SpreadElement" ? `...${++spreads}` : plainName(each);
    return [name, contentHash(each)] as const;
  });
  const names = given.map(([name]) => name);
  if (names.includes(undefined) || new Set(names).size < names.length) return undefined;
  return given as InputValues["given"];
}

function plainName({ kind, method, computed, key }: Node): string | undefined {
  if (kind !== "init" || method === true || computed === true) return undefined;
  const { name, value } = key as Node;
  return typeof name === "string" ? name : String(value);
}
