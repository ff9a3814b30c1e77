import { syntax } from "../../product/fingerprint.ts";
import type { DataProduct, Row } from "../../product/dataProduct.ts";
import type { Input } from "../../product/input.ts";

/** The parts of an event that cost something to read and that a fold may not look at. */
const PARTS = ["id", "occurredAt", "recordedAt"] as const;
export type EventPart = (typeof PARTS)[number];

type Node = Readonly<Record<string, unknown>>;

/**
 * The parts of events that a product's folds may look at, by their code: all of them, unless the event is only ever
 * used as `event.part`.
 */
export function partsUsed(product: DataProduct): ReadonlySet<EventPart> {
  const used = product.from.flatMap(partsOf);
  return new Set(PARTS.filter((part) => used.includes(part)));
}

function partsOf(input: Input<Row>): readonly string[] {
  switch (input.kind) {
    case "join":
      return [];
    case "events":
      return partsIn(input.fold, 0);
    case "accumulate":
      return [
        ...partsIn(input.key, 0),
        ...(input.distinct === undefined ? [] : partsIn(input.distinct, 0)),
        ...partsIn(input.accumulate, 1),
      ];
    default:
      return PARTS;
  }
}

/** What a function names of its parameter, an event. */
function partsIn(code: (...args: never[]) => unknown, parameter: number): readonly string[] {
  const tree = functionIn(syntax(code));
  const parameters = (tree?.["params"] ?? []) as readonly Node[];
  if (tree === undefined || parameters.some(({ type }) => type === "RestElement")) return PARTS;
  const event = parameters[parameter];
  const rest = [...parameters.filter((each) => each !== event), tree["body"]];
  if (event === undefined) return rest.every((each) => namesOf(each, "arguments") !== undefined) ? [] : PARTS;
  const named = event["type"] === "Identifier" ? usesOf(rest, event["name"] as string) : patternNames(event);
  return named !== undefined && rest.every((each) => namesOf(each, "arguments") !== undefined)
    ? named
    : PARTS;
}

const usesOf = (nodes: readonly unknown[], name: string): readonly string[] | undefined => {
  const all = nodes.map((node) => namesOf(node, name));
  return all.includes(undefined) ? undefined : all.flatMap((each) => each ?? []);
};

/** The properties by which an identifier is used below a node; undefined when it is used in another way, or by `eval`. */
function namesOf(node: unknown, name: string): readonly string[] | undefined {
  if (Array.isArray(node)) return usesOf(node, name);
  if (typeof node !== "object" || node === null) return [];
  const { type, ...children } = node as Node;
  if (type === "Identifier") return children["name"] === name || children["name"] === "eval" ? undefined : [];
  if (type === "MemberExpression" && children["computed"] === false) {
    const [object, property] = [children["object"] as Node, children["property"] as Node];
    if (object["type"] === "Identifier" && object["name"] === name) return [property["name"] as string];
    return namesOf(object, name);
  }
  if (type === "Property" && children["computed"] === false) return namesOf(children["value"], name);
  return usesOf(Object.values(children), name);
}

/** `({ data, id }) => ...`; undefined for what is not as simple. */
function patternNames({ type, properties }: Node): readonly string[] | undefined {
  if (type !== "ObjectPattern") return undefined;
  const named = (properties as readonly Node[]).map((each) =>
    each["type"] === "Property" && each["computed"] === false ? (each["key"] as Node)["name"] : undefined,
  );
  return named.every((each) => typeof each === "string") ? named : undefined;
}

/** The function in the syntax tree of its code, which may be that of a method in an object. */
function functionIn(tree: unknown): Node | undefined {
  const { type, properties } = tree as Node;
  if (type !== "ObjectExpression")
    return String(type).endsWith("FunctionExpression") ? (tree as Node) : undefined;
  return (properties as readonly Node[])[0]?.["value"] as Node | undefined;
}
