import { assertNever } from "../assertNever.ts";

/** How a personal value is shown to those who may see that it exists, but not the value. */
export const MASKS = ["lastFour", "initials", "yearOnly", "redacted"] as const;
export type Mask = (typeof MASKS)[number];

/** The field types a mask can be declared on, because what it yields is again a value of that type. */
const APPLIES_TO: Readonly<Record<Mask, readonly string[] | "every">> = {
  lastFour: ["text", "id"],
  initials: ["text"],
  yearOnly: ["date"],
  redacted: "every",
};

/** Whether masking a value of the field type yields a value of the same GraphQL type. */
export function maskFits(mask: Mask, fieldType: string): boolean {
  const types = APPLIES_TO[mask];
  return types === "every" || types.includes(fieldType);
}

/**
 * The masked value: `lastFour("NL-8812-4471")` is `••••4471`, `initials("Ada Lovelace")` is `A. L.`,
 * `yearOnly("1984-03-12")` is `1984-01-01`, `redacted(anything)` is null.
 * Null stays null, and what is no text can only be redacted.
 */
export function applyMask(mask: Mask, value: unknown): string | null {
  if (typeof value !== "string") return null;
  switch (mask) {
    case "lastFour":
      return lastFour(value);
    case "initials":
      return initials(value);
    case "yearOnly":
      return `${value.slice(0, 4)}-01-01`;
    case "redacted":
      return null;
    default:
      return assertNever(mask);
  }
}

/** Shows at most half of a short value, so that four characters never are the whole of it. */
function lastFour(value: string): string {
  const letters = Array.from(value);
  const shown = Math.min(4, Math.floor(letters.length / 2));
  return "••••" + letters.slice(letters.length - shown).join("");
}

function initials(value: string): string {
  const words = value.split(/\s+/u).filter((word) => word.length > 0);
  return words.map((word) => `${firstLetter(word).toUpperCase()}.`).join(" ");
}

/** The first code point, which may be two UTF-16 units. */
const firstLetter = (word: string): string => String.fromCodePoint(word.codePointAt(0) ?? 0);
