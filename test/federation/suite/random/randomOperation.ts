import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { Question } from "../harness/scenario.ts";

/** Chooses one of so many; 0 when it has nothing more to say, which is always the plainest choice. */
export type Choose = (count: number) => number;

/** Choices read off a list of numbers, so that a shorter list with smaller numbers gives a plainer operation. */
export function choicesOf(numbers: readonly number[]): Choose {
  let next = 0;
  return (count) => (numbers[next++] ?? 0) % count;
}

/** How deep operations go. */
const DEEPEST = 5;

interface Making {
  readonly schema: GraphQLSchema;
  readonly choose: Choose;
  /** What each response key stands for, wherever it does: so no two selections conflict. */
  readonly keys: Map<string, string>;
  readonly fragments: string[];
  readonly variables: Map<string, { readonly type: string; readonly value: unknown }>;
  /** Names that aliases may have besides those of fields. */
  readonly aliases: readonly string[];
}

/** A valid query over a schema: aliases, arguments, variables, fragments and conditions, all by choice. */
export function randomOperation(
  schema: GraphQLSchema,
  choose: Choose,
  aliases: readonly string[] = [],
): Question {
  const making: Making = { schema, choose, keys: new Map(), fragments: [], variables: new Map(), aliases };
  const query = schema.getQueryType();
  if (!query) throw new TypeError("the schema has no queries");
  const body = selectionSet(making, query, 0);
  const declared = [...making.variables].map(([name, { type }]) => `$${name}: ${type}`).join(", ");
  const variables = Object.fromEntries([...making.variables].map(([name, { value }]) => [name, value]));
  const head = declared === "" ? "query" : `query (${declared})`;
  return { query: [`${head} ${body}`, ...making.fragments].join("\n"), variables };
}

function selectionSet(making: Making, type: GraphQLCompositeType, depth: number): string {
  const count = 1 + making.choose(depth === 0 ? 4 : 5);
  const selections = Array.from({ length: count }, () => selection(making, type, depth));
  return `{ ${selections.join(" ")} }`;
}

function selection(making: Making, type: GraphQLCompositeType, depth: number): string {
  const kind = making.choose(8);
  if (kind === 6 && depth < DEEPEST) return inlineFragment(making, type, depth);
  if (kind === 7 && depth < DEEPEST) return namedFragment(making, type, depth);
  return fieldSelection(making, type, depth);
}

function inlineFragment(making: Making, type: GraphQLCompositeType, depth: number): string {
  const on = narrower(making, type);
  const condition = on === type && making.choose(2) === 1 ? "" : ` on ${on.name}`;
  return `...${condition}${conditions(making)} ${selectionSet(making, on, depth + 1)}`;
}

function namedFragment(making: Making, type: GraphQLCompositeType, depth: number): string {
  const on = narrower(making, type);
  const body = selectionSet(making, on, depth + 1);
  const name = `F${making.fragments.length}`;
  making.fragments.push(`fragment ${name} on ${on.name} ${body}`);
  const twice = making.choose(4) === 3 ? ` ...${name}` : "";
  return `...${name}${conditions(making)}${twice}`;
}

/** The type itself, one that it can be, or one of which what it can be is too. */
function narrower({ schema, choose }: Making, type: GraphQLCompositeType): GraphQLCompositeType {
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  const wider = possible.flatMap((each) => each.getInterfaces());
  const all: readonly GraphQLCompositeType[] = [...new Set([type, ...possible, ...wider])];
  return all[choose(all.length)] ?? type;
}

function fieldSelection(making: Making, type: GraphQLCompositeType, depth: number): string {
  const fields = "getFields" in type ? Object.values(type.getFields()) : [];
  // Deep down only leaves, and often besides, so that operations end.
  const ending = depth >= DEEPEST || making.choose(4) === 3;
  const open = ending ? fields.filter((each) => !isCompositeType(getNamedType(each.type))) : fields;
  const field = open[making.choose(open.length + 1)];
  if (field === undefined)
    return `${keyed(making, "__typename", "", "String!")}__typename${conditions(making)}`;
  const args = argumentsOf(making, field);
  const key = keyed(making, field.name, args, String(field.type));
  const named = getNamedType(field.type);
  const below = isCompositeType(named) ? ` ${selectionSet(making, named, depth + 1)}` : "";
  return `${key}${field.name}${args}${conditions(making)}${below}`;
}

/** An alias with its colon, or nothing; names of other fields among them. */
function keyed({ choose, keys, schema, aliases }: Making, name: string, args: string, type: string): string {
  const meaning = `${name}${args} ${type}`;
  const others = Object.values(schema.getTypeMap())
    .filter((each) => isObjectType(each) && !each.name.startsWith("__"))
    .flatMap((each) => (isObjectType(each) ? Object.keys(each.getFields()) : []));
  const wishes = [...others, ...aliases];
  const wished = choose(4) === 3 ? (wishes[choose(wishes.length)] ?? name) : name;
  let key = wished;
  for (let nr = 0; (keys.get(key) ?? meaning) !== meaning; nr++) key = `${wished}_${nr}`;
  keys.set(key, meaning);
  return key === name ? "" : `${key}: `;
}

function argumentsOf(making: Making, { args }: GraphQLField<unknown, unknown>): string {
  const given = args.flatMap((each) => {
    const isRequired = isNonNullType(each.type) && each.defaultValue === undefined;
    return !isRequired && making.choose(2) === 0 ? [] : [`${each.name}: ${valueFor(making, each)}`];
  });
  return given.length === 0 ? "" : `(${given.join(", ")})`;
}

function valueFor(making: Making, argument: GraphQLArgument): string {
  const value = plainValue(making, argument.type);
  if (making.choose(2) === 0)
    return isEnumType(getNamedType(argument.type)) ? String(value) : JSON.stringify(value);
  const name = `v${making.variables.size}`;
  making.variables.set(name, { type: String(argument.type), value });
  return `$${name}`;
}

const IDS = ["b1", "f1", "game", "nothing"];

function plainValue({ choose }: Making, type: GraphQLInputType): unknown {
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[choose(named.getValues().length)]?.name;
  if (named.name === "Int") return choose(4);
  return named.name === "ID" ? IDS[choose(IDS.length)] : ["text", "none"][choose(2)];
}

/** `@skip`, `@include` or both, mostly neither. */
function conditions(making: Making): string {
  const kind = making.choose(12);
  if (kind < 9) return "";
  const directive = (name: string): string => {
    const value = making.choose(2) === 0;
    if (making.choose(3) === 0) return ` @${name}(if: ${value})`;
    const variable = `if${making.choose(3)}`;
    if (!making.variables.has(variable)) making.variables.set(variable, { type: "Boolean!", value });
    return ` @${name}(if: $${variable})`;
  };
  if (kind === 11) return `${directive("skip")}${directive("include")}`;
  return directive(kind === 9 ? "include" : "skip");
}
