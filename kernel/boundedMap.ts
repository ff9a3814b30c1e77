/** A map that forgets what was used longest ago when there is more in it than it may hold. */
export interface BoundedMap<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  clear(): void;
}

/** An empty one, of at most so many entries. */
export function boundedMap<Key, Value>(most: number): BoundedMap<Key, Value> {
  // Those used since the last turn are young; what stays old for a whole turn goes. A hit on the young writes nothing.
  const half = Math.max(1, Math.floor(most / 2));
  let young = new Map<Key, Value>();
  let old = new Map<Key, Value>();
  const set = (key: Key, value: Value): void => {
    if (young.size >= half && !young.has(key)) [old, young] = [young, new Map<Key, Value>()];
    young.set(key, value);
  };
  return {
    get: (key) => {
      const found = young.get(key);
      if (found !== undefined) return found;
      const aged = old.get(key);
      if (aged !== undefined) set(key, aged);
      return aged;
    },
    set,
    clear: () => {
      young = new Map();
      old = new Map();
    },
  };
}
