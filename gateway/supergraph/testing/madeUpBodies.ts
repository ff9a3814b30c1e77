import fc from "fast-check";
import {
  getNullableType,
  type GraphQLNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
} from "graphql";

/** Draws a value. */
export type Generate = <Value>(arbitrary: () => fc.Arbitrary<Value>) => Value;

/** A subgraph that answers anything that its schema allows, and now and then something that it does not allow. */
export interface MadeUp {
  readonly schema: GraphQLSchema;
  readonly generate: Generate;
}

interface Sent {
  readonly query: string;
  readonly variables?: { readonly representations?: readonly unknown[] };
}

const text = () =>
  fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 5 }),
    fc.constantFrom('"', "é\\", "a\nb", "\u{1f600}", "null"),
  );
/** Few, so that some are the same. */
const id = () =>
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom("1", "2", "ü", "3") }, { weight: 1, arbitrary: text() });
const LEAVES: Readonly<Record<string, () => fc.Arbitrary<unknown>>> = {
  ID: id,
  Int: () => fc.integer(),
  Float: () => fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat()),
  Boolean: () => fc.boolean(),
};
/** What may stand where something else should. */
const odd = () => fc.constantFrom<unknown>(null, 7, "odd", {}, [], [null], 1e21, "C");
/** As often as one of so many: numbers would not do, for small ones are drawn more often. */
const oneOf = (weight: number) => () =>
  fc.oneof({ weight: weight - 1, arbitrary: fc.constant(false) }, fc.constant(true));
const isRare = oneOf(12);
const isNone = oneOf(8);

const FAULTS = ["errors", "few", "extended", "spaced", "odd", "damaged", "entity", "existence"] as const;
const fault = () => fc.oneof({ weight: 30, arbitrary: fc.constant(undefined) }, fc.constantFrom(...FAULTS));

/** The text of a response to a request. */
export function madeUpBody({ schema, generate }: MadeUp, body: string): string {
  const { query, variables } = JSON.parse(body) as Sent;
  const [operation] = parse(query).definitions;
  const drawn = generate(fault);
  if (drawn === "errors") return `{"errors":[{"message":"no"}]}`;
  const asked = variables?.representations?.length ?? 0;
  const making = { schema, generate, count: drawn === "few" ? asked - 1 : asked, isOdd: drawn === "odd" };
  const { selectionSet } = operation as OperationDefinitionNode;
  const answer = { data: objectOf(making, schema.getQueryType() ?? undefined, selectionSet.selections) };
  if (drawn === "extended") return JSON.stringify({ ...answer, extensions: {} });
  if (drawn === "spaced") return JSON.stringify(answer, undefined, 1);
  if (drawn === "damaged") return JSON.stringify(answer).replace(/"[^"]*"\}/, "7}");
  if (drawn === "entity") return withError(answer, ["_entities", 0, "best"]);
  if (drawn === "existence") return withError(answer, ["_entities", 0, "type_0id"]);
  return JSON.stringify(answer);
}

const withError = (answer: object, path: readonly (string | number)[]): string =>
  JSON.stringify({ ...answer, errors: [{ message: "in part", path }] });

interface Making extends MadeUp {
  /** How many entities are answered. */
  readonly count: number;
  readonly isOdd: boolean;
}

function objectOf(
  making: Making,
  type: GraphQLObjectType | undefined,
  selections: readonly SelectionNode[],
): Readonly<Record<string, unknown>> {
  const made: Record<string, unknown> = {};
  for (const each of selections) {
    if (each.kind === Kind.FIELD) {
      const declared = type?.getFields()[each.name.value]?.type;
      const below = each.selectionSet?.selections ?? [];
      const key = (each.alias ?? each.name).value;
      if (each.name.value === "_entities") made[key] = entities(making, below);
      else if (declared === undefined) made[key] = type?.name;
      else made[key] = valueOf(making, declared, below);
    } else if (each.kind === Kind.INLINE_FRAGMENT) {
      Object.assign(made, objectOf(making, type, each.selectionSet.selections));
    }
  }
  return made;
}

/** One for each representation, some of them unknown. */
function entities(making: Making, [fragment]: readonly SelectionNode[]): readonly unknown[] {
  if (fragment?.kind !== Kind.INLINE_FRAGMENT) throw new TypeError("entities of no type");
  const type = making.schema.getType(fragment.typeCondition?.name.value ?? "");
  if (!isObjectType(type)) throw new TypeError("entities of an unknown type");
  return Array.from({ length: Math.max(0, making.count) }, () =>
    making.generate(isNone) ? null : objectOf(making, type, fragment.selectionSet.selections),
  );
}

function valueOf(making: Making, declared: GraphQLOutputType, below: readonly SelectionNode[]): unknown {
  if (making.isOdd && making.generate(isRare)) return making.generate(odd);
  if (!isNonNullType(declared) && making.generate(isNone)) return null;
  return nonNull(making, getNullableType(declared), below);
}

function nonNull(
  making: Making,
  type: GraphQLNullableType & GraphQLOutputType,
  below: readonly SelectionNode[],
): unknown {
  const { generate } = making;
  if (isListType(type)) {
    const length = generate(() => fc.nat(5));
    return Array.from({ length }, () => valueOf(making, type.ofType, below));
  }
  if (isEnumType(type)) return generate(() => fc.constantFrom(...type.getValues().map(({ name }) => name)));
  if (isLeafType(type)) return generate(LEAVES[type.name] ?? text);
  if (isObjectType(type)) return objectOf(making, type, below);
  throw new TypeError(`nothing is made up of ${type.name}`);
}
