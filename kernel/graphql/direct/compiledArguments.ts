import {
  getArgumentValues,
  getVariableValues,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type FieldNode,
  type OperationDefinitionNode,
  typeFromAST,
  valueFromAST,
  type ValueNode,
} from "graphql";

type Values = Readonly<Record<string, unknown>>;
type Make = (variables: Values) => unknown;

/** The arguments of a field with these variables; undefined when they do not fit. */
export type ArgumentsOf = (given: Values) => Values | undefined;

/** Thrown where what is given is for the ordinary coercion to judge. */
const UNUSUAL = Symbol("unusual");

/**
 * Prepares the arguments of a field of a validated operation. Where every variable is given, not null, and of a type
 * that is no input object, they are what graphql-js coerces them to; all else is left to graphql-js.
 */
export function compiledArguments(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): ArgumentsOf {
  const ordinary: ArgumentsOf = (given) => {
    const { coerced } = getVariableValues(schema, variableDefinitions, given);
    return coerced && orUndefined(() => getArgumentValues(field, node, coerced));
  };
  const variables = variableDefinitions.map(({ variable, type }) => {
    const found = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]);
    return { name: variable.name.value, coerce: isInputType(found) ? coercion(found) : undefined };
  });
  const made = argumentMakers(field, node);
  if (made === undefined || variables.some(({ coerce }) => coerce === undefined)) return ordinary;
  return (given) => {
    try {
      const coerced: Record<string, unknown> = {};
      for (const { name, coerce } of variables) coerced[name] = coerce?.(given[name]);
      return Object.fromEntries(made.map(([name, make]) => [name, make(coerced)]));
    } catch {
      return ordinary(given);
    }
  };
}

function argumentMakers(
  { args }: GraphQLField<unknown, unknown>,
  node: FieldNode,
): readonly (readonly [string, Make])[] | undefined {
  const given = new Map(node.arguments?.map(({ name, value }) => [name.value, value]));
  const makers = args.flatMap(({ name, type, defaultValue }) => {
    const value = given.get(name);
    if (value !== undefined) return [[name, maker(value, type)] as const];
    return defaultValue === undefined ? [] : [[name, () => defaultValue] as const];
  });
  return makers.every((each): each is readonly [string, Make] => each[1] !== undefined) ? makers : undefined;
}

/** Coerces a variable's value (GraphQL, 6.1.2); undefined for types it does not know. */
function coercion(type: GraphQLInputType): ((value: unknown) => unknown) | undefined {
  if (isNonNullType(type)) return coercion(type.ofType);
  if (isLeafType(type)) return (value) => type.parseValue(present(value));
  if (!isListType(type)) return undefined;
  const each = coercion(type.ofType);
  return each && ((value) => (Array.isArray(value) ? value.map(each) : unusual()));
}

const present = (value: unknown): unknown => value ?? unusual();

function unusual(): never {
  throw UNUSUAL;
}

/** Makes the value of an argument or a part of it (GraphQL, 6.4.1), of which only variables vary. */
function maker(node: ValueNode, type: GraphQLInputType): Make | undefined {
  if (node.kind === Kind.VARIABLE) return (variables) => variables[node.name.value];
  if (!hasVariable(node)) {
    const value: unknown = valueFromAST(node, type);
    return value === undefined ? undefined : () => value;
  }
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (isListType(nullable)) {
    const items = node.kind === Kind.LIST ? node.values : [node];
    const makers = items.map((item) => maker(item, nullable.ofType));
    return whole(makers, (made) => (variables) => made.map((make) => make(variables)));
  }
  if (node.kind !== Kind.OBJECT || !isInputObjectType(nullable)) return undefined;
  const fields = nullable.getFields();
  const given = new Map(node.fields.map(({ name, value }) => [name.value, value]));
  const names = Object.keys(fields).filter(
    (name) => given.has(name) || fields[name]?.defaultValue !== undefined,
  );
  const makers = names.map((name): Make | undefined => {
    const [value, field] = [given.get(name), fields[name]];
    if (field === undefined) return undefined;
    return value === undefined ? () => field.defaultValue : maker(value, field.type);
  });
  return whole(
    makers,
    (made) => (variables) => Object.fromEntries(names.map((name, index) => [name, made[index]?.(variables)])),
  );
}

function whole(
  makers: readonly (Make | undefined)[],
  join: (made: readonly Make[]) => Make,
): Make | undefined {
  return makers.every((make) => make !== undefined) ? join(makers) : undefined;
}

function hasVariable(node: ValueNode): boolean {
  if (node.kind === Kind.LIST) return node.values.some(hasVariable);
  if (node.kind === Kind.OBJECT) return node.fields.some(({ value }) => hasVariable(value));
  return node.kind === Kind.VARIABLE;
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
