import { buildASTSchema, type DocumentNode, type GraphQLSchema, parse } from "graphql";
import { transformSupergraphToPublicSchema } from "@theguild/federation-composition";

/** The schema of a supergraph for consumers: without what only the planner needs. */
export function publicSchema(supergraphSdl: string): GraphQLSchema {
  return buildASTSchema(publicDocument(supergraphSdl));
}

/** The same as a document. */
export function publicDocument(supergraphSdl: string): DocumentNode {
  return transformSupergraphToPublicSchema(parse(supergraphSdl, { noLocation: true }));
}
