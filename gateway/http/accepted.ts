/** The media types of an answer (GraphQL over HTTP, 4.1). */
export type MediaType = "application/json" | "application/graphql-response+json";

/** In which type an answer is wanted. */
export interface Accepted {
  readonly type: MediaType;
  /** Whether the type was asked for by its own name, so that its statuses are expected too. */
  readonly named: boolean;
}

interface Range {
  readonly name: string;
  readonly quality: number;
  readonly place: number;
}

const OFFERED: readonly MediaType[] = ["application/json", "application/graphql-response+json"];
const JSON_ANYHOW: Accepted = Object.freeze({ type: "application/json", named: false });
const REMEMBERED = 100;

/**
 * A function that reads `Accept` (RFC 9110, 12.5.1): of what is accepted the type of the best quality, then the one that
 * is named most closely, then the one named first; JSON where nothing is said. Undefined when neither is accepted.
 */
export function acceptedReader(): (accept: string | undefined) => Accepted | undefined {
  const known = new Map<string, Accepted | undefined>();
  return (accept) => {
    if (accept === undefined || accept === "*/*") return JSON_ANYHOW;
    if (known.has(accept)) return known.get(accept);
    const read = readAccept(accept);
    if (known.size < REMEMBERED) known.set(accept, read);
    return read;
  };
}

function readAccept(accept: string): Accepted | undefined {
  if (accept.trim() === "") return JSON_ANYHOW;
  const ranges = accept.split(",").flatMap(readRange);
  const [best] = OFFERED.flatMap((type) => match(type, ranges)).toSorted(
    (left, right) =>
      right.quality - left.quality ||
      closeness(right.name) - closeness(left.name) ||
      left.place - right.place,
  );
  return best && { type: best.type, named: best.name === best.type };
}

/** The closest range decides on a type; with quality 0 it is not accepted. */
function match(type: MediaType, ranges: readonly Range[]): readonly (Range & { readonly type: MediaType })[] {
  const fitting = ranges.filter(({ name }) => name === type || name === "application/*" || name === "*/*");
  const [closest] = fitting.toSorted((left, right) => closeness(right.name) - closeness(left.name));
  return closest === undefined || closest.quality === 0 ? [] : [{ ...closest, type }];
}

const closeness = (name: string): number => (name === "*/*" ? 0 : name.endsWith("/*") ? 1 : 2);

function readRange(text: string, place: number): readonly Range[] {
  const [name = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  let quality = 1;
  for (const parameter of parameters) {
    const [key, value = ""] = parameter.split("=").map((part) => part.trim());
    if (key === "q") quality = Math.min(Math.max(Number(value) || 0, 0), 1);
    // Answers are written in UTF-8 and have no other parameter.
    else if (key !== "charset" || !/^"?utf-?8"?$/.test(value)) return [];
  }
  return [{ name, quality, place }];
}
