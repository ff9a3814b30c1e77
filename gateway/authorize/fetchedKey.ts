import { type FieldNode, type GraphQLSchema, isInterfaceType, isObjectType } from "graphql";

/**
 * The response key under which a value is fetched. It is the consumer's own, except for
 * - keys that every JavaScript object inherits (`__proto__`, `constructor`): merging answers must not write through
 *   them into what all objects share;
 * - aliases that are the name of some field, and fields with arguments: a plan fetches keys of entities and what other
 *   fields require under the names of these fields, which then mean something else.
 * `prefix` starts no key of the operation.
 */
export function fetchedKey(schema: GraphQLSchema, { alias, name }: FieldNode, prefix: string): string {
  const key = (alias ?? name).value;
  const { all, withArguments } = namesOf(schema);
  const isTaken = key === name.value ? withArguments.has(key) : all.has(key) || key.startsWith("__");
  return isTaken || key in {} ? `${prefix}${key}` : key;
}

/** The consumer's own key of a fetched one. */
export function consumerKey(fetched: string, prefix: string): string {
  return fetched.startsWith(prefix) ? fetched.slice(prefix.length) : fetched;
}

interface FieldNames {
  readonly all: ReadonlySet<string>;
  /** Of those that an entity can have: root fields are required by nothing. */
  readonly withArguments: ReadonlySet<string>;
}

const known = new WeakMap<GraphQLSchema, FieldNames>();

function namesOf(schema: GraphQLSchema): FieldNames {
  const names = known.get(schema) ?? collectNames(schema);
  known.set(schema, names);
  return names;
}

function collectNames(schema: GraphQLSchema): FieldNames {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) || isInterfaceType(type),
  );
  const fields = types.flatMap((type) => Object.values(type.getFields()));
  const below = types.filter((type) => !roots.some((root) => root === type));
  const withArguments = below
    .flatMap((type) => Object.values(type.getFields()))
    .filter(({ args }) => args.length > 0);
  return {
    all: new Set(fields.map(({ name }) => name)),
    withArguments: new Set(withArguments.map(({ name }) => name)),
  };
}
