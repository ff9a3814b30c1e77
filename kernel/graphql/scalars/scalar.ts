import { GraphQLScalarType, Kind, print, type ValueNode } from "graphql";
import { MeshError } from "../../errors.ts";

/** A custom scalar: how it is documented, and how a text becomes its canonical form. */
export interface ScalarRule {
  readonly name: string;
  readonly description: string;
  /** The specification its values follow; the same in every subgraph, or composition would pick one. */
  readonly url: string;
  /** What a client should have written, for the message: `a date YYYY-MM-DD`. */
  readonly expected: string;
  /** Kinds of literals a value may be written as; a JSON number counts as one of them. */
  readonly literals: readonly Kind[];
  /** The canonical form of a text a client sent; undefined when it is no value of the scalar. */
  readonly canonical: (text: string) => string | undefined;
}

/**
 * A GraphQL scalar whose inner value is its canonical text. Rows hold that form already, so results pass as they
 * are; what a client sends is checked, and refused with BAD_USER_INPUT.
 */
export function scalar(rule: ScalarRule): GraphQLScalarType<string, string> {
  const { name, description, url, expected, canonical } = rule;
  const parse = (text: string | undefined): string => {
    const value = text === undefined ? undefined : canonical(text);
    if (value === undefined) throw new MeshError("BAD_USER_INPUT", `${name} must be ${expected}`);
    return value;
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    specifiedByURL: url,
    serialize: (value) => String(value),
    parseValue: (value) => parse(textOfJson(rule, value)),
    parseLiteral: (node) => parse(textOfLiteral(rule, node)),
  });
}

function textOfJson({ literals }: ScalarRule, value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  // A JSON number beyond 2^53 has lost digits before anybody could look at it.
  if (Number.isInteger(value))
    return literals.includes(Kind.INT) && Number.isSafeInteger(value) ? `${value}` : undefined;
  return literals.includes(Kind.FLOAT) ? `${value}` : undefined;
}

function textOfLiteral({ literals }: ScalarRule, node: ValueNode): string | undefined {
  if (!literals.includes(node.kind)) return undefined;
  return "value" in node && typeof node.value === "string" ? node.value : print(node);
}
