import type { GraphQLResolveInfo, ResponsePath } from "graphql";
import type { Consumer } from "../../policy/index.ts";
import type { ProductDescriptor } from "../../product/index.ts";
import { productSource, type ProductSource, type ServedProduct } from "./productSource.ts";

/** What the resolvers of one request share: the consumer, and the products as that consumer may see them. */
export interface RequestScope {
  readonly consumer: Consumer;
  readonly requestId: string;
  /** The rows of one of the subgraph's own products. */
  source(product: ProductDescriptor): ProductSource;
  /** Throws the denial the first time for a selection, and answers null for its further rows. */
  deny(info: GraphQLResolveInfo, denial: Error): null;
}

/** Opens the scope of one request. */
export function requestScope(
  served: readonly ServedProduct[],
  { consumer, requestId }: Pick<RequestScope, "consumer" | "requestId">,
): RequestScope {
  const sources = new Map<ProductDescriptor, ProductSource>();
  const denied = new Set<string>();
  return {
    consumer,
    requestId,
    source(product) {
      const known = sources.get(product);
      if (known !== undefined) return known;
      const found = served.find((each) => each.product === product);
      if (found === undefined) throw new TypeError(`${product.name} is not served by this subgraph`);
      const source = productSource(found, consumer);
      sources.set(product, source);
      return source;
    },
    deny(info, denial) {
      const selection = `${selectionPath(info.path)} ${denial.message}`;
      if (denied.has(selection)) return null;
      denied.add(selection);
      throw denial;
    },
  };
}

/** The path of a selection: without the indices of rows. */
function selectionPath(path: ResponsePath | undefined): string {
  if (path === undefined) return "";
  const above = selectionPath(path.prev);
  return typeof path.key === "number" ? above : `${above}/${path.key}`;
}
