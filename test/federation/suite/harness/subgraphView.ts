import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
} from "graphql";
import { fieldSet, isOwnField, keysOf } from "./knownFields.ts";
import type { Fields } from "./scenario.ts";

/**
 * What one subgraph knows of the sample data. Of any object it sees the fields that it declares and that are not
 * another's, its keys, and what the field leading there provides; the rest has to be brought by the gateway. So
 * an answer is right only if every field was asked where it is known.
 */
export interface SubgraphView {
  /** An entity of the data as the subgraph sees it, beside what the gateway has brought. */
  readonly entity: (typeName: string, entity: Fields, representation: Fields) => Fields;
  readonly resolveField: GraphQLFieldResolver<Fields, unknown>;
}

type Granted = readonly SelectionNode[];

/** The view of a subgraph; the plain schema tells which fields there are in all. */
export function subgraphView(subgraph: GraphQLSchema, plain: GraphQLSchema): SubgraphView {
  // What may be seen below an object because of what led to it.
  const granted = new WeakMap<object, Granted>();

  const see = (type: GraphQLObjectType, object: Fields, given: Granted): Fields => {
    const all = [...given, ...keysOf(type).flat()];
    const seen = Object.fromEntries(
      Object.entries(object).filter(
        ([name]) =>
          isOwnField(type, name) ||
          !isField(name, type, object) ||
          below(all, name, type, subgraph) !== undefined,
      ),
    );
    granted.set(seen, all);
    return seen;
  };

  const isField = (name: string, type: GraphQLObjectType, { __typename }: Fields) => {
    const whole = plain.getType(typeof __typename === "string" ? __typename : type.name);
    return name in type.getFields() || (isObjectType(whole) && name in whole.getFields());
  };

  const seeAll = (value: unknown, typeName: string, given: Granted): unknown => {
    if (value instanceof Error || typeof value !== "object" || value === null) return value;
    if (value instanceof Promise) return value.then((each) => seeAll(each, typeName, given));
    if (Array.isArray(value)) return value.map((each) => seeAll(each, typeName, given));
    const object = value as Fields;
    const named = subgraph.getType(typeName);
    const type = isObjectType(named) ? named : subgraph.getType(String(object["__typename"]));
    return isObjectType(type) ? see(type, object, given) : object;
  };

  return {
    entity: (typeName, entity, representation) => {
      const type = subgraph.getType(typeName);
      const own = isInterfaceType(type) ? subgraph.getType(String(entity["__typename"])) : type;
      if (!isObjectType(own)) throw new TypeError(`${typeName} is no type of the subgraph`);
      const seen = { ...representation, ...see(own, entity, []) };
      granted.set(seen, keysOf(own).flat());
      return seen;
    },
    resolveField: (source, args, context, info) => {
      const value: unknown = defaultFieldResolver(source, args, context, info);
      const named = getNamedType(info.returnType);
      if (!isCompositeType(named) || named.name === "_Entity") return value;
      const inherited =
        below(granted.get(source ?? {}) ?? [], info.fieldName, info.parentType, subgraph) ?? [];
      const directives = info.parentType.getFields()[info.fieldName]?.astNode?.directives ?? [];
      const provided = directives.filter(({ name }) => name.value === "provides").flatMap(fieldSet);
      return seeAll(value, named.name, [...inherited, ...provided]);
    },
  };
}

/** What is granted below a field; undefined when the field itself is not. */
function below(
  granted: Granted,
  field: string,
  type: GraphQLObjectType,
  schema: GraphQLSchema,
): Granted | undefined {
  const found = granted.flatMap((node): readonly Granted[] => {
    if (node.kind === Kind.FIELD)
      return node.name.value === field ? [node.selectionSet?.selections ?? []] : [];
    if (node.kind !== Kind.INLINE_FRAGMENT || !applies(node.typeCondition?.name.value, type, schema))
      return [];
    const inside = below(node.selectionSet.selections, field, type, schema);
    return inside === undefined ? [] : [inside];
  });
  return found.length === 0 ? undefined : found.flat();
}

function applies(condition: string | undefined, type: GraphQLObjectType, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const other = schema.getType(condition);
  return isInterfaceType(other) && schema.isSubType(other, type);
}
