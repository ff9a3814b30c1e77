import type { GraphQLResolveInfo, ResponsePath } from "graphql";
import type { Cut, ProductCut } from "../../cut/index.ts";
import { MeshError } from "../../errors.ts";
import type { Consumer } from "../../policy/index.ts";
import { type ProductDescriptor, productRef } from "../../product/index.ts";
import type { Span } from "../../trace/index.ts";
import { productSource, type ProductSource, type ServedProduct } from "./productSource.ts";

/** What the resolvers of one request share: the consumer, and the products as that consumer may see them. */
export interface RequestScope {
  readonly consumer: Consumer;
  readonly requestId: string;
  /** What the operation is read as of; without it, rows are read as they are. */
  readonly asOf?: Cut;
  /** Ends what is read for it. */
  readonly signal?: AbortSignal;
  /** What is read is a part of this. */
  readonly span?: Span;
  /** The rows of one of the subgraph's own products. */
  source(product: ProductDescriptor): ProductSource;
  /** Throws the denial the first time for a selection, and answers null for its further rows. */
  deny(info: GraphQLResolveInfo, denial: Error): null;
}

/** Opens the scope of one request. */
export function requestScope(
  served: readonly ServedProduct[],
  asker: Pick<RequestScope, "consumer" | "requestId" | "asOf" | "signal" | "span">,
): RequestScope {
  const { consumer, requestId, asOf, signal, span } = asker;
  const sources = new Map<ProductDescriptor, ProductSource>();
  const denied = new Set<string>();
  return {
    consumer,
    requestId,
    ...(asOf && { asOf }),
    ...(signal && { signal }),
    ...(span && { span }),
    source(product) {
      const known = sources.get(product);
      if (known !== undefined) return known;
      const found = served.find((each) => each.product === product);
      if (found === undefined) throw new TypeError(`${product.name} is not served by this subgraph`);
      const reader =
        signal === undefined && span === undefined ? found.reader : found.reader.within({ signal, span });
      const source = productSource({ ...found, reader }, consumer, asOf && cutOf(asOf, product));
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

/** The cut of a product. Throws AS_OF_UNAVAILABLE when the operation's does not name it. */
export function cutOf(asOf: Cut, { name, major }: ProductDescriptor): ProductCut {
  const product = productRef(name, major);
  const cut = asOf.get(product);
  if (cut !== undefined) return cut;
  throw new MeshError("AS_OF_UNAVAILABLE", `the cut this is read at does not name ${product}`, { product });
}

/** The path of a selection: without the indices of rows. */
function selectionPath(path: ResponsePath | undefined): string {
  if (path === undefined) return "";
  const above = selectionPath(path.prev);
  return typeof path.key === "number" ? above : `${above}/${path.key}`;
}
