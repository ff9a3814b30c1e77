/**
 * Reads on in a text from a place: answers where what was looked for ends, and -1 when it is not there. The text is that
 * of bytes in UTF-8, each a character of its own (Latin-1).
 */
export interface Scan {
  (text: string, at: number): number;
  /** A regular expression for the plain ones of these: nothing else, and read much faster. None for lists. */
  readonly plain?: string | undefined;
}

const scan = (read: (text: string, at: number) => number, plain: string | undefined): Scan =>
  Object.assign(read, { plain });

/** Exactly these characters. */
export function literal(characters: string): Scan {
  const wanted = Buffer.from(characters).toString("latin1");
  const { length } = wanted;
  return scan(
    (text, at) => (text.startsWith(wanted, at) ? at + length : -1),
    wanted.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`),
  );
}

/** One of several. */
export function oneOf(alternatives: readonly Scan[]): Scan {
  const plain = alternatives.flatMap((each) => each.plain ?? []);
  return scan(
    (text, at) => {
      for (const each of alternatives) {
        const end = each(text, at);
        if (end >= 0) return end;
      }
      return -1;
    },
    plain.length === alternatives.length ? `(?:${plain.join("|")})` : undefined,
  );
}

const QUOTE = 34;
const BACKSLASH = 92;
/** Escapes that a writer of JSON has to write so: of what can be escaped otherwise there are several texts. */
const ESCAPED = new Set(Array.from('"\\bfnrt', (each) => each.charCodeAt(0)));

/** A string as `JSON.stringify` writes it; not every one of these, for escapes by number are not looked into. */
export const string: Scan = scan(
  (text, at) => {
    if (text.charCodeAt(at) !== QUOTE) return -1;
    const { length } = text;
    for (let index = at + 1; index < length; index++) {
      const character = text.charCodeAt(index);
      // Most characters are letters, which are above all that counts here.
      if (character > BACKSLASH) continue;
      if (character === QUOTE) return index + 1;
      if (character < 32) return -1;
      if (character === BACKSLASH && !ESCAPED.has(text.charCodeAt(++index))) return -1;
    }
    return -1;
  },
  String.raw`"[^"\\\x00-\x1f]*"`,
);

const ZERO = 48;
const NINE = 57;
const MINUS = 45;

/** Where digits end that begin there. */
function digits(text: string, at: number): number {
  let index = at;
  while (text.charCodeAt(index) >= ZERO && text.charCodeAt(index) <= NINE) index++;
  return index;
}

/** A whole number of 32 bits, as `JSON.stringify` writes it. */
export const int: Scan = scan(
  (text, at) => {
    const first = text.charCodeAt(at) === MINUS ? at + 1 : at;
    const end = digits(text, first);
    if (end === first || (text.charCodeAt(first) === ZERO && end - at > 1)) return -1;
    // Nine digits are fewer than 2 to the 31st; of ten the value decides.
    if (end - first < 10) return end;
    const value = end - first > 10 ? Number.NaN : Number(text.slice(at, end));
    return value <= 2_147_483_647 && value >= -2_147_483_648 ? end : -1;
  },
  String.raw`(?:0|-?[1-9]\d{0,8})`,
);

const IN_NUMBERS = new Set(Array.from("+-.eE0123456789", (each) => each.charCodeAt(0)));

/**
 * A number, as `JSON.stringify` writes it. Plain ones have 15 digits at most, which a double always gives back, and are
 * no smaller than 0.000001, below which it writes an exponent (ECMA-262, Number::toString).
 */
export const number: Scan = scan(
  (text, at) => {
    let end = at;
    while (IN_NUMBERS.has(text.charCodeAt(end))) end++;
    const written = text.slice(at, end);
    return end > at && JSON.stringify(Number(written)) === written ? end : -1;
  },
  String.raw`(?:0|-?[1-9]\d{0,14}|-?(?:0\.(?!0{6})|[1-9]\d{0,6}\.)\d{0,7}[1-9])`,
);

export const boolean: Scan = oneOf([literal("true"), literal("false")]);

export const nothing: Scan = literal("null");

const COMMA = 44;
const OPEN = 91;
const CLOSED = 93;

/** A list of such items, without spaces. */
export function list(item: Scan): Scan {
  return (text, at) => {
    if (text.charCodeAt(at) !== OPEN) return -1;
    if (text.charCodeAt(at + 1) === CLOSED) return at + 2;
    let index = at;
    do {
      index = item(text, index + 1);
      if (index < 0) return -1;
    } while (text.charCodeAt(index) === COMMA);
    return text.charCodeAt(index) === CLOSED ? index + 1 : -1;
  };
}

/** An object of exactly these keys, in this order, without spaces. */
export function object(members: readonly { readonly key: string; readonly value: Scan }[]): Scan {
  const parts = members.flatMap(({ key, value }, index) => [
    literal(`${index === 0 ? "{" : ","}${JSON.stringify(key)}:`),
    value,
  ]);
  return sequence([...parts, literal(parts.length === 0 ? "{}" : "}")]);
}

/** Characters of a regular expression; of longer ones the parts are read each by its own. */
const LONGEST_PLAIN = 4_000;

/** One after the other. What is plain as a whole, as nearly every row is, is read by one expression. */
function sequence(parts: readonly Scan[]): Scan {
  const slow = (text: string, at: number): number => {
    let index = at;
    for (const part of parts) {
      index = part(text, index);
      if (index < 0) return -1;
    }
    return index;
  };
  const plain = parts.flatMap((each) => each.plain ?? []);
  const whole = plain.join("");
  if (plain.length < parts.length || whole.length > LONGEST_PLAIN) return slow;
  const fast = new RegExp(whole, "y");
  return scan((text, at) => {
    fast.lastIndex = at;
    return fast.test(text) ? fast.lastIndex : slow(text, at);
  }, whole);
}
