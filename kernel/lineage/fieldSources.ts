import type { DataProduct, Row } from "../product/dataProduct.ts";
import type { AccumulatingInput, EventInput, FoldInput } from "../product/input.ts";
import { declaredSources } from "./declaredSources.ts";
import { type EventShape, eventShape } from "./eventShape.ts";
import { functionTree } from "./functionTree.ts";
import { interpret } from "./interpret.ts";
import { expanded } from "./interpreter.ts";
import { allSources, computed, object, part, type Sources, type Value, WHOLE_EVENT } from "./value.ts";

/** Field of a product -> what it comes from, as paths: `data.score`, `occurredAt`, `row.outcome`, or `event`. */
export type FieldSources = Readonly<Record<string, readonly string[]>>;

/**
 * What of an event each field is computed from, told from the code of the fold without running it: paths of the
 * payload (`data.score`) and of the event around it (`type`, `occurredAt`), and `row.FIELD` for what was there
 * before. A value that a condition decides on depends on the condition. Nothing for a constant; `event` where it
 * cannot be told. Fields that the input never sets are absent. Pure.
 */
export function fieldSources(
  product: Pick<DataProduct, "key" | "fields">,
  input: EventInput<Row> | AccumulatingInput<Row> | FoldInput,
): FieldSources {
  if (input.kind === "fold") return declaredSources(product, input);
  const fields = Object.keys(product.fields);
  const shape = eventShape(input.event.schema, fields);
  try {
    const answered = expanded({ shape }, answerOf(input, shape));
    return answered.open ? unknown(fields) : told(product, shape, answered, keyOf(input, shape));
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return unknown(fields);
    throw error;
  }
}

function answerOf(input: EventInput<Row> | AccumulatingInput<Row>, shape: EventShape): Value {
  const event = part("");
  if (input.kind === "events") return interpret(functionTree(input.fold), [event], shape);
  const key = computed(keyOf(input, shape));
  const member = input.distinct === undefined ? [] : answersOf(input.distinct, shape);
  const firstSeen = computed([...member, ...key.sources]);
  const about = object([["key", key] as const, ["firstSeen", firstSeen] as const]);
  return interpret(functionTree(input.accumulate), [part("row"), event, about], shape);
}

/** What the key function answers comes from; nothing for an input without one. */
const keyOf = (input: EventInput<Row> | AccumulatingInput<Row>, shape: EventShape): Sources =>
  input.kind === "accumulate" ? answersOf(input.key, shape) : new Set();

const answersOf = (code: (...args: never[]) => unknown, shape: EventShape): Sources =>
  allSources(interpret(functionTree(code), [part("")], shape));

function told(
  { key, fields: declared }: Pick<DataProduct, "key" | "fields">,
  shape: EventShape,
  answered: Value,
  keySources: Sources,
): FieldSources {
  const fields = Object.keys(declared);
  const found = new Map<string, Sources>();
  for (const [name, value] of answered.properties) {
    // A removal names its row by key, and depends on what decided on it.
    const field = name === "removed" && !fields.includes(name) ? key : name;
    if (!fields.includes(field)) continue;
    found.set(field, new Set([...(found.get(field) ?? []), ...allSources(value), ...answered.sources]));
  }
  if (keySources.size > 0) found.set(key, new Set([...(found.get(key) ?? []), ...keySources]));
  return Object.fromEntries(
    fields.flatMap((field) => {
      const sources = found.get(field);
      return sources === undefined ? [] : [[field, ordered(sources, shape)] as const];
    }),
  );
}

const unknown = (fields: readonly string[]): FieldSources =>
  Object.fromEntries(fields.map((field) => [field, [WHOLE_EVENT]]));

/** The payload first, then the event around it, then the row; a list goes without saying beside its elements' parts. */
const ordered = (sources: Sources, shape: EventShape): readonly string[] =>
  [...sources]
    .filter((path) => !shape.isList(path) || ![...sources].some((other) => other.startsWith(`${path}.`)))
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));

const rank = (path: string): number => (path.startsWith("data") ? 0 : path.startsWith("row") ? 2 : 1);
