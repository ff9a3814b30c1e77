import { MeshError } from "../../errors.ts";
import type { FieldDescriptor, ProductDescriptor } from "../../product/index.ts";
import { isOrderable } from "./operators.ts";

export type Direction = "ASC" | "DESC";

/** One step of an order. As in PostgreSQL, null stands after every value in ASC and before every value in DESC. */
export interface OrderTerm {
  readonly field: FieldDescriptor;
  readonly direction: Direction;
}

/** A total order of a product's rows: its last term is the key, and no field occurs twice. */
export type Ordering = readonly OrderTerm[];

/** How many fields one order may name. */
const MAX_ORDER_TERMS = 8;

/**
 * Reads an order such as `[{ field: "score", direction: "DESC" }]` and completes it: the key is appended in the
 * direction of the last term, ASC when there is none. Fails with BAD_USER_INPUT on fields that are unknown, named
 * twice or cannot be ordered by, and on more than MAX_ORDER_TERMS.
 */
export function parseOrder(product: ProductDescriptor, orderBy: unknown): Ordering {
  const terms = listOf(orderBy).map((term) => parseTerm(product, term));
  if (terms.length > MAX_ORDER_TERMS) throw bad(`orderBy names more than ${MAX_ORDER_TERMS} fields`);
  const names = terms.map(({ field }) => field.name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw bad(`orderBy names ${repeated} twice`);
  return completed(product, terms);
}

/** The same rows from the other end. */
export const reversed = (ordering: Ordering): Ordering =>
  ordering.map(({ field, direction }) => ({ field, direction: direction === "ASC" ? "DESC" : "ASC" }));

function parseTerm(product: ProductDescriptor, term: unknown): OrderTerm {
  const { field: name, direction = "ASC" } = (term ?? {}) as { field?: unknown; direction?: unknown };
  const field = product.fields.find((each) => each.name === name);
  if (field === undefined || !(isOrderable(field) || field.name === product.key)) {
    throw bad(`orderBy: ${JSON.stringify(name)} is not a field to order by`);
  }
  if (direction !== "ASC" && direction !== "DESC") throw bad(`orderBy.${field.name}: write ASC or DESC`);
  return { field, direction };
}

/** What follows the key in an order decides nothing, since no two rows share a key. */
function completed({ key, fields }: ProductDescriptor, terms: Ordering): Ordering {
  const at = terms.findIndex(({ field }) => field.name === key);
  if (at >= 0) return terms.slice(0, at + 1);
  const field = fields.find((each) => each.name === key);
  if (field === undefined) throw new TypeError(`key "${key}" is not a field`);
  return [...terms, { field, direction: terms.at(-1)?.direction ?? "ASC" }];
}

function listOf(input: unknown): readonly unknown[] {
  if (input === null || input === undefined) return [];
  if (!Array.isArray(input)) throw bad("orderBy is not a list");
  return input;
}

const bad = (message: string): MeshError => new MeshError("BAD_USER_INPUT", message);
