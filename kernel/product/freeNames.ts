import { type Node, parseExpressionAt } from "acorn";

const LANGUAGE = new Set([
  ...[
    "Array",
    "BigInt",
    "Boolean",
    "Date",
    "Infinity",
    "JSON",
    "Map",
    "Math",
    "NaN",
    "Number",
    "Object",
    "Set",
  ],
  ...["String", "undefined", "Error", "RangeError", "TypeError", "arguments"],
]);

/**
 * The names a function takes from outside itself, apart from the language's own. A fold should have none: what it
 * calls elsewhere could change without its fingerprint telling. Names count as bound wherever in the function they
 * are declared.
 */
export function freeNames(code: (...args: never[]) => unknown): readonly string[] {
  const source = code.toString();
  const tree = parseExpressionAt(
    source.startsWith("function") || source.includes("=>") ? `(${source})` : `({${source}})`,
    0,
    {
      ecmaVersion: "latest",
    },
  );
  const bound = new Set<string>();
  const used = new Set<string>();
  visit(tree, bound, used);
  return [...used].filter((name) => !bound.has(name) && !LANGUAGE.has(name)).toSorted();
}

type Tree = Node & Readonly<Record<string, unknown>>;

function visit(node: unknown, bound: Set<string>, used: Set<string>): void {
  if (Array.isArray(node)) for (const each of node) visit(each, bound, used);
  if (!isTree(node)) return;
  switch (node.type) {
    case "Identifier":
      used.add(String(node["name"]));
      return;
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "FunctionDeclaration":
      bind(node["params"], bound, used);
      bind(node["id"], bound, used);
      visit(node["body"], bound, used);
      return;
    case "VariableDeclarator":
      bind(node["id"], bound, used);
      visit(node["init"], bound, used);
      return;
    case "MemberExpression":
      visit(node["object"], bound, used);
      if (node["computed"] === true) visit(node["property"], bound, used);
      return;
    case "Property":
      if (node["computed"] === true) visit(node["key"], bound, used);
      visit(node["value"], bound, used);
      return;
    default:
      for (const child of Object.values(node)) visit(child, bound, used);
  }
}

/** Notes the names a pattern binds; its default values are used, not bound. */
function bind(pattern: unknown, bound: Set<string>, used: Set<string>): void {
  if (Array.isArray(pattern)) for (const each of pattern) bind(each, bound, used);
  if (!isTree(pattern)) return;
  if (pattern.type === "Identifier") bound.add(String(pattern["name"]));
  else if (pattern.type === "AssignmentPattern") {
    bind(pattern["left"], bound, used);
    visit(pattern["right"], bound, used);
  } else if (pattern.type === "Property") bind(pattern["value"], bound, used);
  else
    for (const child of [pattern["properties"], pattern["elements"], pattern["argument"]])
      bind(child, bound, used);
}

const isTree = (node: unknown): node is Tree =>
  typeof node === "object" && node !== null && typeof (node as { type?: unknown }).type === "string";
