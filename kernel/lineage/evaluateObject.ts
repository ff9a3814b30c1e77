import { expanded, type Interpreter, setAny, setProperty } from "./interpreter.ts";
import type { Scope } from "./scope.ts";
import { staticName, type Tree, trees } from "./syntaxTree.ts";
import { allSources, alternatives, dependent, either, object, opaque, type Value } from "./value.ts";

/** An object literal: later properties take the place of earlier ones, spread ones where they are surely there. */
export function evaluateObject(run: Interpreter, node: Tree, scope: Scope): Value {
  const result = object();
  for (const each of trees(node["properties"])) {
    if (each.type === "SpreadElement") {
      spread(run, result, run.evaluate(each["argument"] as Tree, scope));
      continue;
    }
    const name = staticName(each, "key");
    const value = run.evaluate(each["value"] as Tree, scope);
    if (name === undefined) setAny(result, either(value, run.evaluate(each["key"] as Tree, scope)));
    else result.properties.set(name, value);
  }
  return result;
}

/** Copies what a value holds into an object, in the place of, or beside, what is there. */
export function spread(run: Interpreter, into: Value, from: Value): void {
  const surely = surelyHeld(run, from);
  const all = expanded(run, from);
  if (all.open) setAny(into, opaque(allSources(all)));
  for (const [name, value] of all.properties) {
    const own = dependent(all.sources, value);
    if (surely.has(name)) into.properties.set(name, own);
    else setProperty(into, name, own);
  }
}

/** Properties that the one part of the event which the value is has in every event. */
function surelyHeld({ shape }: Interpreter, from: Value): ReadonlySet<string> {
  const all = [...alternatives(from)];
  const paths = all.flatMap((each) => [...each.paths]);
  const [path] = paths;
  if (path === undefined || paths.length > 1 || all.some(({ properties }) => properties.size > 0))
    return new Set();
  return new Set((shape.properties(path) ?? []).filter(({ optional }) => !optional).map(({ name }) => name));
}
