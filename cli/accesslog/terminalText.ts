/**
 * A text with nothing in it that a terminal would obey or hide, or that turns the direction of writing: it shows such
 * characters by their numbers, as in `\u{202e}`.
 */
export function terminalText(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
