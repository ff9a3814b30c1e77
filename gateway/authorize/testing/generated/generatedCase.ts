import type { GeneratorValue } from "fast-check";
import {
  buildSchema,
  type DocumentNode,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  parse,
  validate,
} from "graphql";
import type { RuleTree } from "../../ruleTree.ts";
import { choicesOf } from "./choices.ts";
import { type GeneratedOperation, operationText } from "./operationText.ts";
import { ruleTree } from "./ruleTrees.ts";
import { schemaText } from "./schemaText.ts";

/** What stands in a field of a type, where there are objects of these types, or a value if there are none; undefined leaves it alone. */
export type DataOf = (
  field: { readonly type: string; readonly name: string },
  objects: readonly GraphQLObjectType[],
) => unknown;

/** A schema, rules and an operation that is valid. */
export interface GeneratedCase {
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  readonly tree: RuleTree;
  readonly document: DocumentNode;
  readonly variables: GeneratedOperation["variables"];
}

/** Generates one, its schema with data; by rules that look at values too, if wanted. */
export function generatedCase(generate: GeneratorValue, dataOf: DataOf, byValues = false): GeneratedCase {
  const choices = choicesOf(generate);
  const sdl = schemaText(choices);
  const schema = schemaWithData(sdl, dataOf);
  const tree = ruleTree(schema, choices, byValues);
  const { text, variables } = operationText(schema, choices);
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  return { sdl, schema, tree, document, variables };
}

/** The schema with data wherever something can be. */
export function schemaWithData(sdl: string, dataOf: DataOf): GraphQLSchema {
  const schema = buildSchema(sdl);
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    if (type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type);
      const own = isObjectType(named) ? [named] : [];
      const objects = isAbstractType(named) ? schema.getPossibleTypes(named) : own;
      const found = dataOf({ type: type.name, name: field.name }, objects);
      if (found !== undefined) field.resolve = () => found;
    }
  }
  return schema;
}
