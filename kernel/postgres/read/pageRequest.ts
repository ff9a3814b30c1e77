import type { ProductCut } from "../../cut/index.ts";
import type { ProductDescriptor } from "../../product/index.ts";
import { conditionFields, type Condition } from "./condition.ts";
import { readCursor } from "./cursor.ts";
import { parseOrder, type Ordering } from "./ordering.ts";
import { pageBounds, type PageArguments } from "./pageBounds.ts";
import { parseWhere } from "./parseWhere.ts";

/** The arguments of a connection as a client sends them. */
export interface ConnectionArguments extends PageArguments {
  readonly where?: unknown;
  readonly orderBy?: unknown;
}

/** One page of a product's rows, parsed and checked. */
export interface PageRequest {
  readonly where: Condition;
  readonly ordering: Ordering;
  readonly backward: boolean;
  readonly size: number;
  /** The place to go on from: one value per term of the order. */
  readonly from?: readonly unknown[];
  /** What a cursor is pinned to: the cut of its first page. */
  readonly cut?: ProductCut;
}

/** Reads the arguments of a connection. Fails with BAD_USER_INPUT saying which of them cannot be used, and why. */
export function parsePageRequest(product: ProductDescriptor, args: ConnectionArguments): PageRequest {
  const { backward, size, cursor } = pageBounds(args);
  const ordering = parseOrder(product, args.orderBy);
  const place = cursor && readCursor(product, ordering, cursor.text, cursor.argument);
  return {
    where: parseWhere(product, args.where),
    ordering,
    backward,
    size,
    ...(place && { from: place.values }),
    ...(place?.cut && { cut: place.cut }),
  };
}

/** The fields whose values decide which rows a page holds or in which order, apart from the key that is appended. */
export function decidingFields(product: ProductDescriptor, request: PageRequest): ReadonlySet<string> {
  const ordered = request.ordering.map(({ field }) => field.name).filter((name) => name !== product.key);
  return new Set([...ordered, ...conditionFields(request.where)]);
}
