import { bindPattern } from "./bindPattern.ts";
import { evaluate } from "./evaluate.ts";
import type { EventShape } from "./eventShape.ts";
import { execute } from "./execute.ts";
import type { Interpreter } from "./interpreter.ts";
import { ALWAYS, callScope, type Conditions, type Scope } from "./scope.ts";
import { isTree, type Tree, trees } from "./syntaxTree.ts";
import { allSources, type Closure, computed, either, opaque, type Value } from "./value.ts";

/** How deep functions of a fold's own may call each other before what they answer counts as unknown. */
const MAX_DEPTH = 6;

/**
 * What a function answers, in terms of what it is given: an abstract interpretation of its syntax tree, in which a
 * value is where it comes from. Every branch is taken, and what runs under a condition depends on the condition.
 * Throws TypeError on syntax it does not understand.
 */
export function interpret(tree: Tree, given: readonly Value[], shape: EventShape): Value {
  let depth = 0;
  const run: Interpreter = {
    shape,
    evaluate: (node, scope) => evaluate(run, node, scope),
    execute: (statements, scope) => execute(run, statements, scope),
    call: (closures, values, conditions) => {
      if (depth === MAX_DEPTH) return opaque(values.flatMap((each) => [...allSources(each)]));
      depth += 1;
      try {
        return either(...closures.map((each) => call(run, each, values, conditions)));
      } finally {
        depth -= 1;
      }
    },
  };
  return run.call([{ code: tree, scope: undefined }], given, ALWAYS);
}

function call(run: Interpreter, closure: Closure, given: readonly Value[], conditions: Conditions): Value {
  const { code: node, scope: outer } = closure as { code: Tree; scope: Scope | undefined };
  const scope = callScope(outer, conditions);
  for (const [index, pattern] of trees(node["params"]).entries()) {
    bindPattern(run, pattern, argument(pattern, given, index), scope);
  }
  const body = node["body"];
  if (!isTree(body)) throw new TypeError("a function without a body is not understood");
  if (body.type !== "BlockStatement") return run.evaluate(body, scope);
  run.execute(trees(body["body"]), scope);
  return either(...scope.call.answers);
}

const argument = (pattern: Tree, given: readonly Value[], index: number): Value =>
  pattern.type === "RestElement" ? either(...given.slice(index)) : (given[index] ?? computed());
