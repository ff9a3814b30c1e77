import { buildASTSchema, type GraphQLSchema, parse } from "graphql";
import { transformSupergraphToPublicSchema } from "@theguild/federation-composition";

/** The schema consumers see of a supergraph: without what only the planner needs. */
export function publicSchema(supergraphSdl: string): GraphQLSchema {
  return buildASTSchema(transformSupergraphToPublicSchema(parse(supergraphSdl)));
}
