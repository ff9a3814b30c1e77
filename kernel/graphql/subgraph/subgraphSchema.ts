import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse, type DocumentNode, type GraphQLSchema } from "graphql";
import type { ProductDescriptor } from "../../product/index.ts";
import { contextResolvers } from "../resolvers/index.ts";
import { contextTypeDefs } from "../typeDefs/index.ts";

type SchemaModule = Exclude<
  Exclude<Parameters<typeof buildSubgraphSchema>[0], DocumentNode>[number],
  DocumentNode
>;

/** What a context adds to its subgraph by hand. Its resolvers run with a RequestScope, and guard what they answer. */
export interface SubgraphExtension {
  readonly typeDefs: string;
  readonly resolvers: NonNullable<SchemaModule["resolvers"]>;
}

/** The SDL and the executable schema of a context's products, and of what it adds to them. */
export function subgraphSchema(
  products: readonly ProductDescriptor[],
  extension: SubgraphExtension | undefined,
): { readonly sdl: string; readonly schema: GraphQLSchema } {
  const own = contextTypeDefs(products);
  const modules: SchemaModule[] = [{ typeDefs: parse(own), resolvers: contextResolvers(products) }];
  if (extension === undefined) return { sdl: own, schema: buildSubgraphSchema(modules) };
  modules.push({ typeDefs: parse(extension.typeDefs), resolvers: extension.resolvers });
  return { sdl: `${own}\n\n${extension.typeDefs}`, schema: buildSubgraphSchema(modules) };
}
