/**
 * A value as a field of the sample data is computed from: what the gateway has brought, or the value itself, which
 * may be a function of arguments.
 */
export function read(object: object, name: string, args: object = {}): unknown {
  const value: unknown = Reflect.get(object, name);
  return typeof value === "function" ? (value.call(object, args) as unknown) : value;
}
