import {
  buildASTSchema,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type NamedTypeNode,
  parse,
  visit,
} from "graphql";
import { transformSupergraphToPublicSchema } from "@theguild/federation-composition";

/** The schema of a supergraph for consumers: without what only the planner needs. */
export function publicSchema(supergraphSdl: string): GraphQLSchema {
  return buildASTSchema(publicDocument(supergraphSdl));
}

/** The same as a document. */
export function publicDocument(supergraphSdl: string): DocumentNode {
  return withoutAbsentTypes(transformSupergraphToPublicSchema(parse(supergraphSdl, { noLocation: true })));
}

/** The transformation takes away types that are inaccessible, but leaves their names in unions and among interfaces. */
function withoutAbsentTypes(schema: DocumentNode): DocumentNode {
  const present = new Set(schema.definitions.map((each) => ("name" in each ? each.name?.value : undefined)));
  const isPresent = ({ name }: NamedTypeNode) => present.has(name.value);
  return visit(schema, {
    [Kind.UNION_TYPE_DEFINITION]: (node) => ({ ...node, types: node.types?.filter(isPresent) }),
    [Kind.OBJECT_TYPE_DEFINITION]: (node) => ({ ...node, interfaces: node.interfaces?.filter(isPresent) }),
    [Kind.INTERFACE_TYPE_DEFINITION]: (node) => ({ ...node, interfaces: node.interfaces?.filter(isPresent) }),
  });
}
