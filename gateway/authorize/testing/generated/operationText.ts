import {
  type GraphQLCompositeType,
  type GraphQLField,
  getNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isUnionType,
} from "graphql";
import type { Choices } from "./choices.ts";

const DEPTH = 3;

/** An operation on a generated schema, and values for its variables. */
export interface GeneratedOperation {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * An operation with fragments, aliases, variables and conditions. Every selection set asks for `__typename`, and no two
 * fields of one have the same response key unless they are the same.
 */
export function operationText(schema: GraphQLSchema, choices: Choices): GeneratedOperation {
  const fragments: string[] = [];
  let keys = 0;

  const field = (each: GraphQLField<unknown, unknown>, depth: number): string => {
    const below = getNamedType(each.type);
    if (isCompositeType(below) && depth === 0) return "";
    const alias = choices.maybe() || each.args.length > 0 ? `k${(keys += 1)}: ` : "";
    const set = isCompositeType(below) ? ` ${selectionSet(below, depth - 1)}` : "";
    // Without an alias it could stand beside another of its name with other fields below.
    const key = set === "" || alias !== "" ? alias : `k${(keys += 1)}: `;
    return `${key}${each.name}${argument(each, choices)}${condition(choices)}${set}`;
  };

  const fragment = (type: GraphQLCompositeType, depth: number): string => {
    const on = choices.oneOf(typesWithin(schema, type));
    const set = selectionSet(on, depth);
    if (choices.maybe()) return `... on ${on.name}${condition(choices)} ${set}`;
    const name = `F${fragments.length}`;
    fragments.push(`fragment ${name} on ${on.name} ${set}`);
    return `...${name}${condition(choices)}`;
  };

  const selectionSet = (type: GraphQLCompositeType, depth: number): string => {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const chosen = choices.someOf(fields).map((each) => field(each, depth));
    const spread = choices.upTo(2) === 0 && depth > 0 ? [fragment(type, depth - 1)] : [];
    return `{ ${["__typename", ...chosen, ...spread].join(" ")} }`;
  };

  const query = schema.getQueryType();
  if (!query) throw new TypeError("the schema has no queries");
  const set = selectionSet(query, DEPTH);
  const definitions = "($n: Int, $yes: Boolean!, $no: Boolean!)";
  const used = "leaf(n: $n) @include(if: $yes) @skip(if: $no)";
  const text = [`query ${definitions} { used: ${used} ...All }`, `fragment All on Query ${set}`, ...fragments];
  return {
    text: text.join("\n"),
    variables: { n: choices.oneOf([1, 2, null]), yes: choices.maybe(), no: choices.maybe() },
  };
}

function argument({ args }: GraphQLField<unknown, unknown>, choices: Choices): string {
  if (args.length === 0) return "";
  return choices.oneOf(["", "(n: 1)", "(n: 3)", "(n: $n)"]);
}

function condition(choices: Choices): string {
  const rarely = ["@include(if: $yes)", "@skip(if: $no)", "@include(if: true)", "@skip(if: true)"];
  return ` ${choices.oneOf(["", "", "", "", ...rarely])}`;
}

/** The types a fragment can be on where there is a value of this type. */
function typesWithin(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
  if (isAbstractType(type)) return [type, ...schema.getPossibleTypes(type)];
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  return [type, ...abstract.filter((each) => schema.isSubType(each, type))];
}
