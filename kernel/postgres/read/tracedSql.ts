import { type ProductDescriptor, productRef } from "../../product/index.ts";
import { type Span, traced } from "../../trace/index.ts";

/**
 * Runs a statement on a product as a part of a span, which tells the product and nothing of the statement: its text may
 * hold names that somebody chose, and its parameters are values.
 */
export const tracedSql = <Rows>(
  within: Span | undefined,
  { name, major }: ProductDescriptor,
  run: () => Promise<Rows>,
): Promise<Rows> =>
  within === undefined
    ? run()
    : traced(within, "sql", { "db.system.name": "postgresql", product: productRef(name, major) }, run);
