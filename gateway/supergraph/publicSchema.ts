import type { ProductDescriptor } from "@datamesh/kernel/product";
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
import { withSubscriptions } from "./subscriptionFields.ts";

/** The schema of a supergraph for consumers: without what only the planner needs, and with subscriptions to the products. */
export function publicSchema(
  supergraphSdl: string,
  products: readonly ProductDescriptor[] = [],
): GraphQLSchema {
  return buildASTSchema(withSubscriptions(publicDocument(supergraphSdl), products));
}

/** The schema without subscriptions, as a document. */
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
