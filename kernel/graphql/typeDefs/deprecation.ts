import type { ProductDescriptor } from "../../product/index.ts";

/** The directive on every field of a product version whose end is announced (GraphQL, 3.13.3); nothing on others. */
export function deprecation({ deprecated }: Pick<ProductDescriptor, "deprecated">): string {
  if (deprecated === undefined) return "";
  const { since, sunset, use } = deprecated;
  return ` @deprecated(reason: ${JSON.stringify(`since ${since}, withdrawn ${sunset}: use ${use}`)})`;
}
