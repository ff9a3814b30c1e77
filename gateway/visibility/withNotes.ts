import { type DefinitionNode, type DocumentNode, type FieldDefinitionNode, Kind } from "graphql";
import { namedType } from "./typeGraph.ts";

/** What has to be said of types, by name, and of single fields, by `Type.field`. */
export interface Notes {
  readonly types: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, string>;
}

/** A schema with notes under the descriptions of types, of the fields that lead to them, and of single fields. */
export function withNotes(schema: DocumentNode, notes: Notes): DocumentNode {
  if (notes.types.size === 0 && notes.fields.size === 0) return schema;
  return { ...schema, definitions: schema.definitions.map((each) => noted(each, notes)) };
}

function noted(definition: DefinitionNode, notes: Notes): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
  const type = definition.name.value;
  return {
    ...annotated(definition, notes.types.get(type)),
    fields: definition.fields?.map((field) => annotated(field, noteOn(type, field, notes))),
  };
}

function noteOn(type: string, field: FieldDefinitionNode, { types, fields }: Notes): string | undefined {
  return fields.get(`${type}.${field.name.value}`) ?? types.get(namedType(field.type));
}

type Described = Pick<FieldDefinitionNode, "description">;

function annotated<Node extends Described>(node: Node, note: string | undefined): Node {
  if (note === undefined) return node;
  const before = node.description?.value ?? "";
  const value = before === "" ? note : `${before}\n\n${note}`;
  return { ...node, description: { kind: Kind.STRING, value, block: true } };
}
