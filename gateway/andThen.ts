/**
 * Goes on with a value: at once where it is there, since most of the way a request waits for nothing and every promise
 * costs, and else when it is.
 */
export function andThen<Value, Next>(
  value: Value | Promise<Value>,
  goOn: (value: Value) => Next | Promise<Next>,
): Next | Promise<Next> {
  if (value instanceof Promise) return value.then(goOn);
  return goOn(value);
}
