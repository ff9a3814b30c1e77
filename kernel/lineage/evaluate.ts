import { bindPattern } from "./bindPattern.ts";
import { evaluateCall } from "./evaluateCall.ts";
import { evaluateObject } from "./evaluateObject.ts";
import { anyProperty, type Interpreter, property, setAny, setProperty } from "./interpreter.ts";
import { assign, conditionsOf, lookUp, type Scope } from "./scope.ts";
import { isTree, staticName, type Tree, trees } from "./syntaxTree.ts";
import { allSources, code, computed, dependent, either, opaque, sourcesOf, type Value } from "./value.ts";

/** What an expression's value comes from. Throws TypeError on syntax it does not understand. */
export function evaluate(run: Interpreter, node: Tree, scope: Scope): Value {
  const known = EXPRESSIONS.get(node.type);
  if (known === undefined) throw new TypeError(`an expression ${node.type} is not understood`);
  return known(run, node, scope);
}

type Expression = (run: Interpreter, node: Tree, scope: Scope) => Value;

const partOf = (node: Tree, name: string): Tree => {
  const found = node[name];
  if (!isTree(found)) throw new TypeError(`${node.type} has no ${name}`);
  return found;
};

/** A value of what its parts are, taken together. */
const combined =
  (...parts: readonly string[]): Expression =>
  (run, node, scope) =>
    computed(
      parts.flatMap((name) =>
        trees(node[name]).flatMap((each) => [...allSources(run.evaluate(each, scope))]),
      ),
    );

/** The value of one part. */
const same =
  (name: string): Expression =>
  (run, node, scope) =>
    run.evaluate(partOf(node, name), scope);

const conditional: Expression = (run, node, scope) => {
  const test = allSources(run.evaluate(partOf(node, "test"), scope));
  const branches = ["consequent", "alternate"].map((name) => run.evaluate(partOf(node, name), scope));
  return dependent(test, either(...branches));
};

const logical: Expression = (run, node, scope) => {
  const [left, right] = ["left", "right"].map((name) => run.evaluate(partOf(node, name), scope));
  if (left === undefined || right === undefined) return computed();
  const chosen = dependent(allSources(left), right);
  return node["operator"] === "&&" ? chosen : either(left, chosen);
};

const member: Expression = (run, node, scope) => {
  const of = run.evaluate(partOf(node, "object"), scope);
  const name = staticName(node, "property");
  if (name === undefined) return anyProperty(of, run.evaluate(partOf(node, "property"), scope));
  // An element of a list is as the list.
  if (/^\d+$/.test(name)) return of;
  const found = property(run, of, name);
  return name === "length" ? either(found, computed(allSources(of))) : found;
};

const list: Expression = (run, node, scope) =>
  either(
    ...trees(node["elements"]).map((each) =>
      run.evaluate(each.type === "SpreadElement" ? partOf(each, "argument") : each, scope),
    ),
  );

const assignment: Expression = (run, node, scope) => {
  const right = run.evaluate(partOf(node, "right"), scope);
  const left = partOf(node, "left");
  const { whether, often } = conditionsOf(scope);
  const value = dependent(
    new Set([...whether, ...often]),
    node["operator"] === "=" ? right : computed(allSources(right)),
  );
  if (left.type === "MemberExpression") assignProperty(run, left, value, scope);
  else bindPattern(run, left, value, scope, (name, given) => assign(scope, name, given));
  return value;
};

function assignProperty(run: Interpreter, left: Tree, value: Value, scope: Scope): void {
  const of = run.evaluate(partOf(left, "object"), scope);
  const name = staticName(left, "property");
  if (name === undefined) setAny(of, either(value, run.evaluate(partOf(left, "property"), scope)));
  else setProperty(of, name, dependent(sourcesOf(of), value));
}

/** `count++`: how often it is done counts. */
const update: Expression = (run, node, scope) => {
  const before = run.evaluate(partOf(node, "argument"), scope);
  const { whether, often } = conditionsOf(scope);
  const value = computed([...allSources(before), ...whether, ...often]);
  const target = partOf(node, "argument");
  if (target.type === "MemberExpression") assignProperty(run, target, value, scope);
  else assign(scope, String(target["name"]), value);
  return value;
};

const constant: Expression = () => computed();
const ownFunction: Expression = (_run, node, scope) => code({ code: node, scope });

const EXPRESSIONS: ReadonlyMap<string, Expression> = new Map<string, Expression>([
  ["Literal", constant],
  ["ThisExpression", constant],
  ["Identifier", (_run, node, scope) => lookUp(scope, String(node["name"])) ?? computed()],
  ["MemberExpression", member],
  ["ObjectExpression", evaluateObject],
  ["ArrayExpression", list],
  ["ConditionalExpression", conditional],
  ["LogicalExpression", logical],
  ["CallExpression", evaluateCall],
  ["NewExpression", (run, node, scope) => opaque(combined("arguments")(run, node, scope).sources)],
  ["SpreadElement", same("argument")],
  ["ChainExpression", same("expression")],
  ["AssignmentExpression", assignment],
  [
    "SequenceExpression",
    (run, node, scope) =>
      trees(node["expressions"])
        .map((each) => run.evaluate(each, scope))
        .at(-1) ?? computed(),
  ],
  ["ArrowFunctionExpression", ownFunction],
  ["FunctionExpression", ownFunction],
  ["BinaryExpression", combined("left", "right")],
  ["UnaryExpression", combined("argument")],
  ["UpdateExpression", update],
  ["TemplateLiteral", combined("expressions")],
  ["TaggedTemplateExpression", combined("tag", "quasi")],
]);
