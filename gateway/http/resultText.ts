import type { GraphQLFormattedError } from "graphql";
import { RawJson } from "./rawJson.ts";

/** A GraphQL response (GraphQL, 7.1) before it is written. */
export interface Result {
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly data?: unknown;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Writes a response: errors first, as the specification advises, and without members that are not there. */
export function resultParts({ errors, data, extensions }: Result): readonly (string | Buffer)[] {
  const before = errors === undefined ? "{" : `{"errors":${JSON.stringify(errors)}`;
  const after = extensions === undefined ? "}\n" : `"extensions":${JSON.stringify(extensions)}}\n`;
  const join = (text: string, next: string): string =>
    text === "{" || next === "}\n" ? text + next : `${text},${next}`;
  if (data === undefined) return [join(before, after)];
  const head = join(before, '"data":');
  const tail = after === "}\n" ? after : `,${after}`;
  if (!(data instanceof RawJson)) return [head + JSON.stringify(data) + tail];
  return typeof data.text === "string" ? [head + data.text + tail] : [head, data.text, tail];
}

/** The same as one text. */
export const resultText = (result: Result): string => resultParts(result).join("");
