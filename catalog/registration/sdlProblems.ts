import { changeNames, type ProductDescriptor, productRef } from "@datamesh/kernel/product";
import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  GraphQLError,
  Kind,
  parse,
} from "graphql";

/** What of GraphQL belongs to products of other contexts, each name with its owner in words. */
interface ForeignNames {
  /** Entity types: another context may name their keys, and nothing else of them. */
  readonly entities: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
  readonly rootFields: ReadonlyMap<string, string>;
}

/**
 * Why a schema cannot be the context's: it does not parse, or it defines types or root fields that belong to products
 * of other contexts. Their entities may be named by key (`@key(..., resolvable: false)`).
 */
export function sdlProblems(sdl: string, foreign: readonly ProductDescriptor[]): readonly string[] {
  const document = parsed(sdl);
  if (document instanceof Error) return [`the schema does not parse: ${document.message}`];
  const names = foreignNames(foreign);
  return document.definitions.flatMap((definition) => definitionProblems(definition, names));
}

function definitionProblems(definition: DefinitionNode, names: ForeignNames): readonly string[] {
  const name = "name" in definition ? definition.name?.value : undefined;
  if (name === undefined) return [];
  const owner = names.types.get(name);
  if (owner !== undefined) return [`GraphQL type ${name} belongs to ${owner}`];
  const entity = names.entities.get(name);
  if (entity !== undefined && !isStub(definition)) {
    return [`GraphQL type ${name} belongs to ${entity}: only its keys may be named, with resolvable: false`];
  }
  return name === "Query" ? rootProblems(definition, names) : [];
}

function rootProblems(definition: DefinitionNode, { rootFields }: ForeignNames): readonly string[] {
  const fields = "fields" in definition ? (definition.fields ?? []) : [];
  return fields.flatMap(({ name }) => {
    const owner = rootFields.get(name.value);
    return owner === undefined ? [] : [`root field ${name.value} belongs to ${owner}`];
  });
}

/** An entity that is only named: nothing but keys, and none that could be resolved here. */
function isStub(definition: DefinitionNode): boolean {
  const isType =
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;
  if (!isType) return false;
  const keys = (definition.directives ?? []).filter(({ name }) => name.value === "key");
  const named = new Set(keys.flatMap((key) => (textArgument(key, "fields") ?? "").split(/\s+/)));
  const onlyKeys = (definition.fields ?? []).every(({ name }) => named.has(name.value));
  return onlyKeys && keys.every((key) => isFalse(key, "resolvable"));
}

function textArgument({ arguments: all = [] }: DirectiveNode, argument: string): string | undefined {
  const value = all.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function isFalse({ arguments: all = [] }: DirectiveNode, argument: string): boolean {
  const value = all.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.BOOLEAN && !value.value;
}

function foreignNames(foreign: readonly ProductDescriptor[]): ForeignNames {
  const named = (names: (product: ProductDescriptor) => readonly string[]): ReadonlyMap<string, string> =>
    new Map(foreign.flatMap((each) => names(each).map((name) => [name, ownerOf(each)] as const)));
  const suffixes = ["Connection", "Edge", "Where", "OrderBy", "OrderField", "Change", "Changes"];
  return {
    entities: named(({ graphql }) => [graphql.type]),
    types: named(({ graphql }) => suffixes.map((suffix) => `${graphql.type}${suffix}`)),
    rootFields: named(({ graphql }) => [graphql.one, graphql.many, changeNames(graphql).feed]),
  };
}

const ownerOf = ({ name, major, context }: ProductDescriptor): string =>
  `${productRef(name, major)} of context ${context}`;

/** A schema that is nested too deeply is a RangeError: the parser recurses. */
function parsed(sdl: string): DocumentNode | GraphQLError | RangeError {
  try {
    return parse(sdl, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError || error instanceof RangeError) return error;
    throw error;
  }
}
