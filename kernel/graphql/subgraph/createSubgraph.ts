import type { Queryable } from "../../postgres/database.ts";
import { cutResolver } from "../../postgres/cuts/index.ts";
import { postgresReader } from "../../postgres/read/index.ts";
import { describe, type Context, type ProductDescriptor } from "../../product/index.ts";
import { requestScope, type ServedProduct } from "../resolvers/index.ts";
import { serveSubgraph, type ServedSchema, type Subgraph } from "./serveSubgraph.ts";
import { subgraphSchema, type SubgraphExtension } from "./subgraphSchema.ts";

export interface SubgraphOptions extends Pick<ServedSchema<never>, "serviceKey" | "now" | "log"> {
  readonly context: Context;
  /** A connection of the context's reading role. */
  readonly database: Queryable;
  /** Whether a product's rows hold a field; all of them do unless told otherwise. */
  readonly stored?: (product: ProductDescriptor, field: string) => boolean;
  readonly extension?: SubgraphExtension;
}

/** Builds and starts the subgraph of a context. Rejects with TypeError when its declarations make no schema. */
export async function createSubgraph(options: SubgraphOptions): Promise<Subgraph> {
  const served = servedProducts(options);
  const products = served.map(({ product }) => product);
  return serveSubgraph({
    ...options,
    ...subgraphSchema(products, options.extension),
    name: options.context.name,
    scope: (asker) => requestScope(served, asker),
    resolveCut: cutResolver({
      database: options.database,
      context: options.context.name,
      schema: options.context.schema,
      products,
    }),
  });
}

function servedProducts({
  context,
  database,
  stored = () => true,
}: SubgraphOptions): readonly ServedProduct[] {
  return context.products.map((declared) => {
    const product = describe(context, declared);
    const holds = (field: string): boolean => stored(product, field);
    const reader = postgresReader({ database, schema: context.schema, product, stored: holds });
    return { product, reader, stored: holds };
  });
}
