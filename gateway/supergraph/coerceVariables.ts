import {
  getVariableValues,
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLInputType,
  type GraphQLSchema,
  GraphQLString,
  isInputType,
  isNonNullType,
  typeFromAST,
  type VariableDefinitionNode,
} from "graphql";

/** The variables of a request as its operation takes them, or what is wrong with them. */
export interface Coerced {
  readonly variables: Variables;
  readonly problems: readonly string[];
}

type Variables = Readonly<Record<string, unknown>>;

/** A variable of a plain scalar, and whether a value of it is taken as it is. */
interface Plain {
  readonly name: string;
  readonly isRequired: boolean;
  readonly takes: (value: unknown) => boolean;
}

const MOST_PROBLEMS = 20;
const MOST_INT = 2_147_483_647;

/** Values that coercion leaves as they are (GraphQL, 3.5). */
const TAKEN = new Map<GraphQLInputType, Plain["takes"]>([
  [GraphQLString, (value) => typeof value === "string"],
  [GraphQLID, (value) => typeof value === "string"],
  [GraphQLBoolean, (value) => typeof value === "boolean"],
  [GraphQLInt, (value) => Number.isInteger(value) && Math.abs(value as number) <= MOST_INT],
  [GraphQLFloat, Number.isFinite],
]);

/**
 * Compiles the coercion of an operation's variables. Where all are of plain scalars and given as such, they are taken as they
 * are, once where what is given is frozen; everything else, and everything that may be wrong, is left to
 * `getVariableValues`.
 */
export function variableCoercer(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): (given: Variables) => Coerced {
  const plain = definitions.map((each) => plainVariable(schema, each));
  const known = plain.every((each) => each !== undefined) ? (plain as readonly Plain[]) : undefined;
  const again = new WeakMap<Variables, Coerced>();
  return (given) => {
    const found = again.get(given);
    if (found !== undefined) return found;
    const variables = known === undefined ? undefined : asTheyAre(known, given);
    if (variables !== undefined) {
      const coerced = { variables, problems: NONE };
      if (!Object.isFrozen(given)) return coerced;
      Object.freeze(variables);
      again.set(given, coerced);
      return coerced;
    }
    const { coerced, errors } = getVariableValues(schema, definitions, given, { maxErrors: MOST_PROBLEMS });
    if (coerced !== undefined) return { variables: coerced, problems: NONE };
    return { variables: {}, problems: (errors ?? []).map(({ message }) => message) };
  };
}

const NONE: readonly string[] = Object.freeze([]);

function plainVariable(
  schema: GraphQLSchema,
  { variable, type, defaultValue }: VariableDefinitionNode,
): Plain | undefined {
  const name = variable.name.value;
  const declared = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]);
  if (defaultValue !== undefined || !isInputType(declared) || name in {}) return undefined;
  const isRequired = isNonNullType(declared);
  const takes = TAKEN.get((isRequired ? declared.ofType : declared) as GraphQLInputType);
  return takes && { name, isRequired, takes };
}

/** Undefined where one is missing that must be there, or is not of its type. */
function asTheyAre(known: readonly Plain[], given: Variables): Variables | undefined {
  const variables: Record<string, unknown> = {};
  for (const { name, isRequired, takes } of known) {
    const value = given[name];
    if (value === undefined && !isRequired && !Object.hasOwn(given, name)) continue;
    if (value === null ? isRequired : !takes(value)) return undefined;
    variables[name] = value;
  }
  return variables;
}
