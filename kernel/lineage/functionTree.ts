import { syntax } from "../product/fingerprint.ts";
import { isTree, type Tree, trees } from "./syntaxTree.ts";

/** The syntax tree of a function, which may be a method of an object. Throws TypeError where it cannot be told. */
export function functionTree(code: (...args: never[]) => unknown): Tree {
  const tree = syntax(code);
  if (!isTree(tree)) throw new TypeError("a function is not understood");
  if (tree.type !== "ObjectExpression") return tree;
  const [method] = trees(tree["properties"]);
  if (method === undefined || !isTree(method["value"])) throw new TypeError("a method is not understood");
  return method["value"];
}
