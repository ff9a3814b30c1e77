import { bindPattern } from "./bindPattern.ts";
import type { Interpreter } from "./interpreter.ts";
import { blockScope, type Conditions, conditionsOf, type Scope } from "./scope.ts";
import { isTree, type Tree, trees } from "./syntaxTree.ts";
import { allSources, code, computed, dependent, sourcesOf, type Value } from "./value.ts";

/** How often a loop is gone through, so that what one round assigns reaches the next. */
const ROUNDS = 4;

/** Goes through statements, whatever their conditions. Throws TypeError on syntax it does not understand. */
export function execute(run: Interpreter, statements: readonly Tree[], scope: Scope): void {
  for (const each of statements) {
    if (each.type === "FunctionDeclaration") declareFunction(each, scope);
  }
  for (const each of statements) executeOne(run, each, scope);
}

const declareFunction = (node: Tree, scope: Scope): void =>
  void scope.names.set(String((node["id"] as Tree)["name"]), code({ code: node, scope }));

function executeOne(run: Interpreter, node: Tree, scope: Scope): void {
  const known = STATEMENTS.get(node.type);
  if (known === undefined) throw new TypeError(`a statement ${node.type} is not understood`);
  known(run, node, scope);
}

type Statement = (run: Interpreter, node: Tree, scope: Scope) => void;

const optionally = (run: Interpreter, node: unknown, scope: Scope): Value =>
  isTree(node) ? run.evaluate(node, scope) : computed();

const within = (run: Interpreter, node: unknown, scope: Scope, when: Partial<Conditions> = {}): void =>
  run.execute(trees(node), blockScope(scope, when));

const declaration: Statement = (run, node, scope) => {
  for (const each of trees(node["declarations"])) {
    bindPattern(
      run,
      each["id"],
      dependent(conditionsOf(scope).whether, optionally(run, each["init"], scope)),
      scope,
    );
  }
};

const branch: Statement = (run, node, scope) => {
  const test = allSources(optionally(run, node["test"], scope));
  within(run, node["consequent"], scope, { whether: test });
  within(run, node["alternate"], scope, { whether: test });
};

const choice: Statement = (run, node, scope) => {
  const cases = trees(node["cases"]);
  const tests = cases.map((each) => optionally(run, each["test"], scope));
  const on = [optionally(run, node["discriminant"], scope), ...tests];
  const whether = new Set(on.flatMap((each) => [...allSources(each)]));
  const inside = blockScope(scope, { whether });
  for (const each of cases) run.execute(trees(each["consequent"]), inside);
};

const loop: Statement = (run, node, scope) => {
  const outside = blockScope(scope);
  run.execute(
    trees(node["init"]).filter(({ type }) => type === "VariableDeclaration"),
    outside,
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    const test = allSources(optionally(run, node["test"], outside));
    within(run, node["body"], outside, { whether: test });
    optionally(run, node["update"], outside);
  }
};

const loopOver: Statement = (run, node, scope) => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const over = run.evaluate(node["right"] as Tree, scope);
    const element = node.type === "ForInStatement" ? computed(allSources(over)) : over;
    const inside = blockScope(scope, { whether: sourcesOf(over), often: allSources(over) });
    const left = node["left"] as Tree;
    const pattern = left.type === "VariableDeclaration" ? trees(left["declarations"])[0]?.["id"] : left;
    bindPattern(run, pattern, element, inside);
    within(run, node["body"], inside);
  }
};

const attempt: Statement = (run, node, scope) => {
  within(run, node["block"], scope);
  for (const handler of trees(node["handler"])) {
    const inside = blockScope(scope);
    bindPattern(run, handler["param"], computed(), inside);
    within(run, handler["body"], inside);
  }
  within(run, node["finalizer"], scope);
};

const answer: Statement = (run, node, scope) => {
  const value = optionally(run, node["argument"], scope);
  scope.call.answers.push(dependent(conditionsOf(scope).whether, value));
  exit(run, node, scope);
};

/** What comes after depends on whatever this depended on. */
const exit: Statement = (_run, _node, scope) => {
  for (const source of conditionsOf(scope).whether) scope.call.exits.add(source);
};

const STATEMENTS: ReadonlyMap<string, Statement> = new Map<string, Statement>([
  ["ExpressionStatement", (run, node, scope) => void optionally(run, node["expression"], scope)],
  ["VariableDeclaration", declaration],
  ["FunctionDeclaration", () => undefined],
  ["ReturnStatement", answer],
  ["ThrowStatement", exit],
  ["BreakStatement", exit],
  ["ContinueStatement", exit],
  ["BlockStatement", (run, node, scope) => within(run, node["body"], scope)],
  ["IfStatement", branch],
  ["SwitchStatement", choice],
  ["ForStatement", loop],
  ["WhileStatement", loop],
  ["DoWhileStatement", loop],
  ["ForOfStatement", loopOver],
  ["ForInStatement", loopOver],
  ["TryStatement", attempt],
  ["EmptyStatement", () => undefined],
]);
