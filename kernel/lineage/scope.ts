import { computed, either, type Sources, type Value } from "./value.ts";

/** On what it depends whether something runs, and how often. */
export interface Conditions {
  readonly whether: Sources;
  /** A sum depends on how often it is added to; what is made in each round does not. */
  readonly often: Sources;
}

/** Under no condition, once. */
export const ALWAYS: Conditions = Object.freeze({ whether: new Set<string>(), often: new Set<string>() });

/** One call of a function: what it may answer, and on what it depends how far it comes. */
export interface Call {
  readonly answers: Value[];
  readonly exits: Set<string>;
}

/** The names of a block, and the conditions under which it runs. */
export interface Scope {
  readonly names: Map<string, Value>;
  readonly conditions: Conditions;
  readonly call: Call;
  readonly outer: Scope | undefined;
}

/** The scope of a function's body: it sees the names around the function, and runs where it is called. */
export const callScope = (outer: Scope | undefined, conditions: Conditions): Scope => ({
  names: new Map(),
  conditions,
  call: { answers: [], exits: new Set() },
  outer,
});

/** The scope of a block that runs under further conditions. */
export const blockScope = (outer: Scope, more: Partial<Conditions> = {}): Scope => ({
  names: new Map(),
  conditions: under(outer.conditions, more),
  call: outer.call,
  outer,
});

/** Conditions and further ones. */
export const under = ({ whether, often }: Conditions, more: Partial<Conditions>): Conditions => ({
  whether: new Set([...whether, ...(more.whether ?? [])]),
  often: new Set([...often, ...(more.often ?? [])]),
});

/** On what it depends whether, and how often, the scope's next statement runs. */
export const conditionsOf = ({ conditions, call }: Scope): Conditions =>
  under(conditions, { whether: call.exits });

/** The value of a name; undefined when it is nowhere in the function. */
export const lookUp = (scope: Scope | undefined, name: string): Value | undefined =>
  scope === undefined ? undefined : (scope.names.get(name) ?? lookUp(scope.outer, name));

/** Gives a name another value: from now on it is either. */
export function assign(scope: Scope, name: string, given: Value): void {
  let holder: Scope | undefined = scope;
  while (holder !== undefined && !holder.names.has(name)) holder = holder.outer;
  holder?.names.set(name, either(holder.names.get(name) ?? computed(), given));
}
