const LONGEST = 200;

/** A value of a token as JSON, shortened, and with nothing in it that a terminal would obey or hide. */
export function quoted(value: unknown): string {
  const json = value === undefined ? "nothing" : JSON.stringify(value);
  const shown = json.length > LONGEST ? `${json.slice(0, LONGEST)}…` : json;
  return shown.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
