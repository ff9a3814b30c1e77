/** A part of a JSON text, by what it is. */
export interface JsonToken {
  readonly kind: "name" | "string" | "number" | "word";
  /** From where to where, as offsets in the text. */
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /(?<name>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d[\d.eE+-]*)|(?<word>true|false|null)/g;
const KINDS = ["name", "string", "number", "word"] as const;

/** The parts of a JSON text (RFC 8259), in their order; what holds them together is left out. */
export function jsonTokens(json: string): readonly JsonToken[] {
  return [...json.matchAll(TOKEN)].flatMap(({ index, 0: { length }, groups = {} }) => {
    const kind = KINDS.find((each) => groups[each] !== undefined);
    return kind === undefined ? [] : [{ kind, start: index, end: index + length }];
  });
}
