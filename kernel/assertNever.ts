/** Marks a branch the type checker proves unreachable; throws when untyped data reaches it anyway. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected value: ${JSON.stringify(value)}`);
}
