import type { GraphQLResolveInfo } from "graphql";
import { MeshError } from "../../errors.ts";
import type { ProductDescriptor, Row } from "../../product/index.ts";
import { decodeGlobalId } from "../globalId.ts";
import type { RequestScope } from "./requestScope.ts";
import { sharedRowFields } from "./rowFields.ts";

/**
 * Resolves a representation of a product's row by either of its keys (Apollo Federation, `_entities`): null when
 * there is no such row or the key is none of this type's. A denial is reported once per selection.
 */
export function referenceResolver(product: ProductDescriptor) {
  const fieldsOf = sharedRowFields(product);
  return async (reference: Row, scope: RequestScope, info: GraphQLResolveInfo): Promise<Row | null> => {
    const source = scope.source(product);
    const key = keyOf(product, reference);
    try {
      source.guard.admit();
      return key === undefined ? null : await source.one(key, fieldsOf(info));
    } catch (error) {
      if (error instanceof MeshError && error.code === "FORBIDDEN") return scope.deny(info, error);
      throw error;
    }
  };
}

/** The key of the row a representation is of; undefined when it is of none of this type. */
export function keyOf({ key, graphql }: ProductDescriptor, reference: Row): string | undefined {
  const direct = reference[key];
  if (typeof direct === "string") return direct;
  const global = decodeGlobalId(reference["id"]);
  return global?.type === graphql.type ? global.key : undefined;
}
