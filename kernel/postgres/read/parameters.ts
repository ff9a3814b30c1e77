/** The values of a statement under construction. */
export interface Parameters {
  readonly values: readonly unknown[];
  /** Adds a value and answers its placeholder, cast to the SQL type: `$3::integer`. */
  add(value: unknown, type: string): string;
}

/** Starts an empty list of parameters. */
export function parameters(): Parameters {
  const values: unknown[] = [];
  return { values, add: (value, type) => `$${values.push(value)}::${type}` };
}
