import type { Requirement } from "../plan/planNode.ts";
import type { JoinRun } from "./joinRun.ts";
import type { Place } from "./places.ts";
import { type Column, columnOf } from "./rowShape.ts";

type Leaf = Extract<Requirement, { kind: "field" }>;

/** Of what representations of the entities at a place are made. */
export interface KeyParts {
  /** Up to the first value, whose label is in here. */
  readonly start: string;
  readonly parts: readonly {
    readonly source: number;
    readonly column: Column;
    /** What stands before the value; nothing before the first. */
    readonly label: string;
  }[];
}

/** Finds where the required values are; undefined where one of them is not among the columns. */
export function keyParts({ type, fields }: Place, leaves: readonly Leaf[]): KeyParts | undefined {
  const parts = leaves.flatMap(({ name, key }, index) => {
    const known = fields.get(name) ?? fields.get(key);
    return known?.kind === "leaf"
      ? [
          {
            source: known.source,
            column: columnOf(known.leaf),
            label: index === 0 ? "" : `,${JSON.stringify(key)}:`,
          },
        ]
      : [];
  });
  const [first] = leaves;
  if (parts.length < leaves.length || first === undefined) return undefined;
  return { start: `{"__typename":${JSON.stringify(type.name)},${JSON.stringify(first.key)}:`, parts };
}

/** The representations that were collected, each once. */
export interface CollectedKeys {
  /** The list without its brackets, in characters. */
  readonly text: string;
  readonly count: number;
  /** By object; -1 where there is no entity that anybody could know. */
  readonly indices: readonly number[];
}

/** Collects the representations of the entities at a place; what is required and was not delivered is noted in the run. */
export function collectKeys(run: JoinRun, place: Place, { start, parts }: KeyParts): CollectedKeys {
  const known = new Map<string, number>();
  const indices: number[] = [];
  const length = run.rows[place.of]?.length ?? 0;
  let text = "";
  for (let at = 0; at < length; at++) {
    const values = place.exists(run, at) ? valuesOf(run, parts, at) : undefined;
    let index = values === undefined ? -1 : known.get(values);
    if (values !== undefined && index === undefined) {
      index = known.size;
      known.set(values, index);
      text += index === 0 ? `${start}${values}}` : `,${start}${values}}`;
    }
    indices.push(index ?? -1);
  }
  return { text: run.isAscii ? text : inCharacters(text), count: known.size, indices };
}

/** The values that name an entity, as JSON with what stands between them; undefined where all of them are null. */
function valuesOf(run: JoinRun, parts: KeyParts["parts"], at: number): string | undefined {
  let text = "";
  let isKnown = false;
  for (const { source, column, label } of parts) {
    const value = run.row(source, at)?.[column.group];
    if (value === undefined) {
      run.isLost = true;
      return undefined;
    }
    if (value !== NULL) isKnown = true;
    // Alone it stays the text that was read, which is the sooner found among others.
    text = text === "" ? value : text + label + value;
  }
  return isKnown ? text : undefined;
}

const NULL = "null";

/** What was read byte by byte. */
const inCharacters = (text: string): string => Buffer.from(text, "latin1").toString("utf8");
