import { anyProperty, expanded, type Interpreter, property } from "./interpreter.ts";
import type { Scope } from "./scope.ts";
import { isTree, staticName, type Tree, trees } from "./syntaxTree.ts";
import { allSources, either, object, opaque, type Value } from "./value.ts";

/** Gives the names of a pattern their parts of a value: `{ data: { score = 0 }, ...rest }`. */
export function bindPattern(
  run: Interpreter,
  pattern: unknown,
  given: Value,
  scope: Scope,
  give: (name: string, value: Value) => void = (name, value) => void scope.names.set(name, value),
): void {
  if (!isTree(pattern)) return;
  const bind = (inner: unknown, value: Value): void => bindPattern(run, inner, value, scope, give);
  switch (pattern.type) {
    case "Identifier":
      return give(String(pattern["name"]), given);
    case "AssignmentPattern":
      return bind(pattern["left"], either(given, run.evaluate(pattern["right"] as Tree, scope)));
    case "ArrayPattern":
      for (const element of trees(pattern["elements"])) bind(element, given);
      return;
    case "RestElement":
      return bind(pattern["argument"], given);
    case "ObjectPattern":
      return bindProperties(run, trees(pattern["properties"]), given, scope, bind);
    default:
      throw new TypeError(`a pattern ${pattern.type} is not understood`);
  }
}

function bindProperties(
  run: Interpreter,
  properties: readonly Tree[],
  given: Value,
  scope: Scope,
  bind: (inner: unknown, value: Value) => void,
): void {
  const named: string[] = [];
  for (const each of properties) {
    if (each.type === "RestElement") return bind(each["argument"], without(named, expanded(run, given)));
    const name = staticName(each, "key");
    if (name !== undefined) named.push(name);
    const key = name === undefined ? run.evaluate(each["key"] as Tree, scope) : undefined;
    bind(each["value"], key === undefined ? property(run, given, name ?? "") : anyProperty(given, key));
  }
}

const without = (names: readonly string[], from: Value): Value =>
  from.open
    ? opaque(allSources(from))
    : { ...object([...from.properties].filter(([name]) => !names.includes(name))), sources: from.sources };
