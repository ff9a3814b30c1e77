import { spread } from "./evaluateObject.ts";
import { type Interpreter, property } from "./interpreter.ts";
import { type Conditions, conditionsOf, lookUp, type Scope, under } from "./scope.ts";
import { isTree, staticName, type Tree, trees } from "./syntaxTree.ts";
import {
  allSources,
  alternatives,
  closuresOf,
  computed,
  dependent,
  either,
  object,
  opaque,
  sourcesOf,
  type Value,
} from "./value.ts";

/** A call: of a function of the fold's own, of `remove`, of a list's or an object's method, or of anything else. */
export function evaluateCall(run: Interpreter, node: Tree, scope: Scope): Value {
  const callee = plain(node["callee"]);
  const given = trees(node["arguments"]).map((each) => evaluateArgument(run, each, scope));
  // Loaders that keep the names of functions wrap them in this.
  if (isFree(callee, scope, "__name")) return given[0] ?? computed();
  if (callee.type === "MemberExpression") return callMethod(run, callee, given, scope);
  if (isFree(callee, scope, "remove")) return object([["removed", given[0] ?? computed()]]);
  const called = closuresOf(run.evaluate(callee, scope));
  if (called.length > 0) return run.call(called, given, conditionsOf(scope));
  return opaque(given.flatMap((each) => [...toldBy(run, each, scope)]));
}

const evaluateArgument = (run: Interpreter, node: Tree, scope: Scope): Value =>
  run.evaluate(node.type === "SpreadElement" ? (node["argument"] as Tree) : node, scope);

/** The callee without `?.`, parentheses and the `(0, callee)` of compilers. */
function plain(callee: unknown): Tree {
  if (!isTree(callee)) throw new TypeError("nothing is called");
  if (callee.type === "ChainExpression") return plain(callee["expression"]);
  return callee.type === "SequenceExpression" ? plain(trees(callee["expressions"]).at(-1)) : callee;
}

const isFree = (node: unknown, scope: Scope, name: string): boolean =>
  isTree(node) && node.type === "Identifier" && node["name"] === name && lookUp(scope, name) === undefined;

function callMethod(run: Interpreter, callee: Tree, given: readonly Value[], scope: Scope): Value {
  const method = staticName(callee, "property");
  if (isImported(callee["object"], scope) && method === "remove") {
    return object([["removed", given[0] ?? computed()]]);
  }
  if (isFree(callee["object"], scope, "Object") && method === "assign") return assigned(run, given, scope);
  const on = run.evaluate(callee["object"] as Tree, scope);
  const own = method === undefined ? [] : closuresOf(property(run, on, method));
  if (own.length > 0) return run.call(own, given, conditionsOf(scope));
  const known = method === undefined ? undefined : METHODS.get(method);
  if (known !== undefined) return known({ run, on, conditions: conditionsOf(scope) }, ...given);
  return opaque([on, ...given].flatMap((each) => [...toldBy(run, each, scope)]));
}

/** Compilers to CommonJS write `import_kernel.remove` for an imported name. */
const isImported = (node: unknown, scope: Scope): boolean =>
  isTree(node) &&
  node.type === "Identifier" &&
  lookUp(scope, String(node["name"])) === undefined &&
  !(String(node["name"]) in globalThis);

function assigned(run: Interpreter, [into = object(), ...others]: readonly Value[], scope: Scope): Value {
  const on = new Set([...conditionsOf(scope).whether, ...sourcesOf(into)]);
  for (const each of others) spread(run, into, dependent(on, each));
  return into;
}

/** All an argument may tell; of a function also what it makes of anything. */
function toldBy(run: Interpreter, given: Value, scope: Scope): ReadonlySet<string> {
  const closures = closuresOf(given);
  if (closures.length === 0) return allSources(given);
  return new Set([...allSources(given), ...allSources(run.call(closures, [], conditionsOf(scope)))]);
}

/** A method that is called: of which list, and under which conditions. */
interface Site {
  readonly run: Interpreter;
  readonly on: Value;
  readonly conditions: Conditions;
}

type Method = (site: Site, ...given: readonly Value[]) => Value;

/** What a function that is given to a method makes of an element; it runs as often as there are elements. */
function asked({ run, on, conditions }: Site, ask: Value | undefined, ...given: readonly Value[]): Value {
  if (ask === undefined) return computed();
  return run.call(closuresOf(ask), [...given, computed()], under(conditions, { often: allSources(on) }));
}

const mapped: Method = (site, change) =>
  change === undefined || closuresOf(change).length === 0
    ? opaque(allSources(site.on))
    : dependent(sourcesOf(site.on), asked(site, change, site.on));

const chosen: Method = (site, choose) =>
  dependent(allSources(asked(site, choose, site.on, site.on)), site.on);

const told: Method = (site, ask) =>
  computed([site.on, asked(site, ask, site.on), ask ?? computed()].flatMap((each) => [...allSources(each)]));

const itself: Method = ({ on }, ...given) =>
  dependent(new Set(given.flatMap((each) => [...allSources(each)])), on);

const added: Method = ({ on, conditions }, ...given) => {
  const depends = new Set([...conditions.whether, ...sourcesOf(on)]);
  for (const list of alternatives(on)) {
    for (const each of given) list.alternatives.add(dependent(depends, each));
  }
  return computed(allSources(on));
};

const joined: Method = ({ on }, ...given) => either(on, ...given);

const reduced: Method = (site, step, first) => {
  const { on } = site;
  let sum = first ?? on;
  for (let pass = 0; pass < 2; pass += 1) sum = either(sum, asked(site, step, sum, on));
  return dependent(allSources(on), sum);
};

/** Methods of lists. */
const METHODS: ReadonlyMap<string, Method> = new Map([
  ...["map", "flatMap"].map((name) => [name, mapped] as const),
  ...["filter", "find", "findLast", "toSorted", "sort"].map((name) => [name, chosen] as const),
  ...["some", "every", "findIndex", "forEach"].map((name) => [name, told] as const),
  ...["slice", "at", "flat", "reverse", "toReversed"].map((name) => [name, itself] as const),
  ...["push", "unshift"].map((name) => [name, added] as const),
  ["concat", joined],
  ["reduce", reduced],
]);
