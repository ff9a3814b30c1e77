import { Kind, print } from "graphql";

/** A definition under its description, both indented by as many spaces; without one when there is nothing to say. */
export function described(description: string, definition: string, indent = 0): string {
  const text = description.trim();
  const doc = text === "" ? "" : `${print({ kind: Kind.STRING, value: text, block: true })}\n`;
  return `${doc}${definition}`.replace(/^(?=.)/gm, " ".repeat(indent));
}
