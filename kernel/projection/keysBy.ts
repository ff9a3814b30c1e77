/** Which rows hold a value in one of their fields. Most values are held by one row, so that one has no set of its own. */
export class KeysBy {
  readonly #held = new Map<unknown, string | Set<string>>();

  add(value: unknown, key: string): void {
    if (value === null || value === undefined) return;
    const found = this.#held.get(value);
    if (found === undefined) this.#held.set(value, key);
    else if (typeof found !== "string") found.add(key);
    else if (found !== key) this.#held.set(value, new Set([found, key]));
  }

  remove(value: unknown, key: string): void {
    const found = this.#held.get(value);
    if (found === key) this.#held.delete(value);
    if (typeof found === "string" || found === undefined) return;
    found.delete(key);
    if (found.size === 0) this.#held.delete(value);
  }

  /** The keys of the rows that hold the value, in no order. */
  keys(value: string): readonly string[] {
    const found = this.#held.get(value);
    return found === undefined ? [] : typeof found === "string" ? [found] : [...found];
  }
}
