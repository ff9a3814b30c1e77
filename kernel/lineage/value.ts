/** Where values come from, as paths of an event or of the row as it was: `data.score`, `occurredAt`, `row.outcome`. */
export type Sources = ReadonlySet<string>;

/** A function of a fold's own, with the names it sees. */
export interface Closure {
  readonly code: unknown;
  readonly scope: unknown;
}

/**
 * What is known of a value without running anything. Lists are as one of their elements. A value that names itself by
 * paths is that part of the event; the properties of others are kept apart as long as they can be. Like the value it
 * stands for it has an identity: what is set in it is seen wherever it is held.
 */
export interface Value {
  /** What it, and each of its properties, is computed from or depends on. */
  readonly sources: Set<string>;
  /** The parts of event or row that it may be: "" is the event itself. */
  readonly paths: Sources;
  readonly properties: Map<string, Value>;
  /** Whether it may hold properties that are not told here. */
  open: boolean;
  readonly closures: readonly Closure[];
  /** The other values that it may be. */
  readonly alternatives: Set<Value>;
}

/** A value computed from these; nothing for a constant. */
export const computed = (sources: Iterable<string> = []): Value => value({ sources: new Set(sources) });

/** A part of the event or of the row. */
export const part = (path: string): Value => value({ paths: new Set([path]) });

/** A value of which nothing is known but what went into it. */
export const opaque = (sources: Iterable<string>): Value => value({ sources: new Set(sources), open: true });

/** An object with these properties. */
export const object = (properties: Iterable<readonly [string, Value]> = []): Value =>
  value({ properties: new Map(properties) });

/** A function. */
export const code = (closure: Closure): Value => value({ closures: [closure] });

/** A value that is one of these. */
export const either = (...values: readonly Value[]): Value => value({ alternatives: new Set(values) });

/** The value, dependent on more. */
export const dependent = (on: Sources, from: Value): Value =>
  on.size === 0 ? from : value({ sources: new Set(on), alternatives: new Set([from]) });

/** A value and all that it may be. */
export function alternatives(of: Value, found: Set<Value> = new Set()): ReadonlySet<Value> {
  if (found.has(of)) return found;
  found.add(of);
  for (const each of of.alternatives) alternatives(each, found);
  return found;
}

/** What a value and each of its properties depends on. */
export const sourcesOf = (of: Value): Sources =>
  new Set([...alternatives(of)].flatMap(({ sources }) => [...sources]));

/** The functions that a value may be. */
export const closuresOf = (of: Value): readonly Closure[] =>
  [...alternatives(of)].flatMap(({ closures }) => closures);

/** All a value comes from, its properties included. */
export function allSources(from: Value): Sources {
  const found = new Set<Value>();
  collect(from, found);
  return new Set(
    [...found].flatMap(({ sources, paths }) => [
      ...sources,
      ...[...paths].map((path) => (path === "" ? WHOLE_EVENT : path)),
    ]),
  );
}

function collect(from: Value, found: Set<Value>): void {
  if (found.has(from)) return;
  found.add(from);
  for (const each of [...from.alternatives, ...from.properties.values()]) collect(each, found);
}

/** The source of what comes from an event in a way that cannot be told. */
export const WHOLE_EVENT = "event";

const value = (known: Partial<Value>): Value => ({
  sources: new Set(),
  paths: new Set(),
  properties: new Map(),
  open: false,
  closures: [],
  alternatives: new Set(),
  ...known,
});
