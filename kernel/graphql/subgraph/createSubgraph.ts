import type { Queryable } from "../../postgres/database.ts";
import { cutResolver } from "../../postgres/cuts/index.ts";
import { postgresJsonReader } from "../../postgres/json/index.ts";
import { postgresReader } from "../../postgres/read/index.ts";
import type { Consumer } from "../../policy/index.ts";
import { describe, type Context, type ProductDescriptor } from "../../product/index.ts";
import { directAnswers, type DirectProduct } from "../direct/index.ts";
import { productGuard, type ProductGuard } from "../guard/index.ts";
import { failedReader, requestScope, type ServedProduct } from "../resolvers/index.ts";
import { serveSubgraph, type Asker, type ServedSchema, type Subgraph } from "./serveSubgraph.ts";
import { subgraphSchema, type SubgraphExtension } from "./subgraphSchema.ts";

export interface SubgraphOptions extends Pick<ServedSchema<never>, "serviceKey" | "now" | "log" | "tracer"> {
  readonly context: Context;
  /** A connection of the context's reading role. */
  readonly database: Queryable;
  /** Whether a product's rows hold a field; all of them do unless told otherwise. */
  readonly stored?: (product: ProductDescriptor, field: string) => boolean;
  readonly extension?: SubgraphExtension;
  /** Whether PostgreSQL writes answers where it can, or resolvers make them all; it does unless this is false. */
  readonly direct?: boolean;
}

/** Builds and starts the subgraph of a context. Rejects with TypeError when its declarations make no schema. */
export async function createSubgraph(options: SubgraphOptions): Promise<Subgraph> {
  const served = servedProducts(options);
  const products = served.map(({ product }) => product);
  const { sdl, schema } = subgraphSchema(products, options.extension);
  return serveSubgraph({
    ...options,
    ...{ sdl, schema },
    name: options.context.name,
    scope: (asker) => requestScope(readable(served, asker), asker),
    resolveCut: cutResolver({
      database: options.database,
      context: options.context.name,
      schema: options.context.schema,
      products,
    }),
    ...(options.direct !== false && { answerDirectly: directAnswers(schema, served) }),
  });
}

/** What has failed once in a request is not read again for it. */
const readable = (served: readonly ServedProduct[], { failure }: Asker): readonly ServedProduct[] =>
  failure === undefined ? served : served.map((each) => ({ ...each, reader: failedReader(failure.error) }));

function servedProducts({
  context,
  database,
  stored = () => true,
}: SubgraphOptions): readonly (ServedProduct & DirectProduct)[] {
  return context.products.map((declared) => {
    const product = describe(context, declared);
    const held = new Set(product.fields.flatMap(({ name }) => (stored(product, name) ? [name] : [])));
    const holds = (field: string): boolean => held.has(field);
    const reading = { database, schema: context.schema, product, stored: holds };
    return {
      product,
      stored: holds,
      reader: postgresReader(reading),
      json: postgresJsonReader(reading),
      guard: guards(product),
    };
  });
}

/** A consumer is one value for as long as tokens name it (kernel/servicetoken), and what it may see is decided once. */
function guards(product: ProductDescriptor): (consumer: Consumer) => ProductGuard {
  const known = new WeakMap<Consumer, ProductGuard>();
  return (consumer) => {
    const found = known.get(consumer);
    if (found !== undefined) return found;
    const guard = productGuard(product, consumer);
    known.set(consumer, guard);
    return guard;
  };
}
