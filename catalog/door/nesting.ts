/** How deeply an announcement may be nested: a policy's rules of rules need a few levels, and are walked by recursion. */
export const MAX_NESTING = 100;

/** Whether a JSON value has objects or arrays in one another more than `MAX_NESTING` deep. Does not recurse. */
export function isNestedTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= MAX_NESTING; depth += 1) {
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
    if (level.length === 0) return false;
  }
  return true;
}
