import type { ProductDescriptor } from "@datamesh/kernel/product";
import { type FieldNode, type GraphQLFormattedError, Kind } from "graphql";

/** Which fields lead from a row of one product to a row of another. */
export interface LinkedRows {
  isLink(type: string, field: string): boolean;
}

/** Finds the links of the products. */
export function linkedRows(products: readonly ProductDescriptor[]): LinkedRows {
  const links = new Set(
    products.flatMap(({ graphql, links }) => links.map((link) => `${graphql.type}.${link.name}`)),
  );
  return { isLink: (type, field) => links.has(`${type}.${field}`) };
}

/**
 * The response key under which a linked row tells that it exists: its key alone stands in the row that links to it, and
 * would be answered for a row that is gone. `prefix` starts no key of the operation, and what a consumer's own key is
 * fetched under when it is put before it never goes on with a digit.
 */
const existenceKey = (prefix: string): string => `${prefix}0id`;

/** Asks a linked row whether it exists: its id is only known to the context that holds it. */
export const existenceField = (prefix: string): FieldNode => ({
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: existenceKey(prefix) },
  name: { kind: Kind.NAME, value: "id" },
});

/** The key whose value tells whether there is a row at the end of a link; whatever is no link is there if it was answered. */
export function presenceKey(
  links: LinkedRows,
  prefix: string,
): (type: string, field: string) => string | undefined {
  const key = existenceKey(prefix);
  return (type, field) => (links.isLink(type, field) ? key : undefined);
}

type Located = Pick<GraphQLFormattedError, "path">;

/** The errors without those of asking for existence, unless nothing else explains why a linked row is null. */
export function withoutExistence<E extends Located>(errors: readonly E[], prefix: string): readonly E[] {
  if (errors.length === 0) return errors;
  const key = existenceKey(prefix);
  const others = errors.map(keysOf).filter((path) => path.at(-1) !== key);
  return errors.filter((error) => {
    const path = keysOf(error);
    const row = path.slice(0, -1).join(" ");
    return path.at(-1) !== key || !others.some((each) => each.join(" ").startsWith(row));
  });
}

const keysOf = ({ path = [] }: Located): readonly string[] =>
  path.filter((segment): segment is string => typeof segment === "string");
