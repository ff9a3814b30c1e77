/** What the arguments of a product's list field may hold, once coerced. */
export interface ListArguments {
  readonly where?: unknown;
  readonly orderBy?: unknown;
}

/** The fields a filter and an order look at, wherever they stand in `and`, `or` and `not`. */
export function usedFields({ where, orderBy }: ListArguments): ReadonlySet<string> {
  return new Set([...filteredFields(where), ...orderedFields(orderBy)]);
}

function filteredFields(where: unknown): readonly string[] {
  if (Array.isArray(where)) return where.flatMap(filteredFields);
  if (!isObject(where)) return [];
  return Object.entries(where).flatMap(([key, value]) => {
    // An input object has no other operators that hold conditions again; everything else is a field.
    return key === "and" || key === "or" || key === "not" ? filteredFields(value) : [key];
  });
}

function orderedFields(orderBy: unknown): readonly string[] {
  const orders: readonly unknown[] = Array.isArray(orderBy) ? orderBy : [orderBy];
  return orders.filter(isObject).map(({ field }) => String(field));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
