import type { EventShape } from "./eventShape.ts";
import type { Conditions, Scope } from "./scope.ts";
import type { Tree } from "./syntaxTree.ts";
import {
  allSources,
  alternatives,
  type Closure,
  dependent,
  either,
  object,
  opaque,
  part,
  sourcesOf,
  type Value,
} from "./value.ts";

/** What the parts of the interpretation need of each other. */
export interface Interpreter {
  readonly shape: EventShape;
  evaluate(node: Tree, scope: Scope): Value;
  execute(statements: readonly Tree[], scope: Scope): void;
  /** Calls functions under these conditions. */
  call(closures: readonly Closure[], given: readonly Value[], conditions: Conditions): Value;
}

/** A property of a value. */
export function property({ shape }: Pick<Interpreter, "shape">, of: Value, name: string): Value {
  const found = [...alternatives(of)].flatMap(({ properties, paths, open, sources }) => [
    ...(properties.has(name) ? [properties.get(name) as Value] : []),
    ...[...paths].map((path) => part(shape.property(path, name))),
    ...(open ? [opaque(sources)] : []),
  ]);
  return dependent(sourcesOf(of), either(...found));
}

/** Any property of a value: which one depends on `key`. */
export function anyProperty(of: Value, key: Value): Value {
  const held = [...alternatives(of)].flatMap(({ properties }) => [...properties.values()]);
  return dependent(allSources(key), either(of, ...held));
}

/** Sets a property of a value, whichever of its alternatives it is; what was there before may stay. */
export function setProperty(of: Value, name: string, value: Value): void {
  for (const { properties } of alternatives(of)) {
    const before = properties.get(name);
    properties.set(name, before === undefined ? value : either(before, value));
  }
}

/** Notes that any property of a value may hold this. */
export function setAny(of: Value, value: Value): void {
  for (const each of alternatives(of)) {
    each.open = true;
    for (const source of allSources(value)) each.sources.add(source);
  }
}

/** The value as one object, with the properties of the parts it may be, as far as these are known. */
export function expanded({ shape }: Pick<Interpreter, "shape">, from: Value): Value {
  const result = object();
  for (const { sources, properties, paths, open } of alternatives(from)) {
    for (const source of sources) result.sources.add(source);
    for (const [name, held] of properties) setProperty(result, name, held);
    result.open ||= open;
    for (const path of paths) {
      const known = shape.properties(path);
      if (known === undefined) setAny(result, part(path));
      for (const { name } of known ?? []) setProperty(result, name, part(shape.property(path, name)));
    }
  }
  return result;
}
