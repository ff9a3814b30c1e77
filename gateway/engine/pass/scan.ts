/** Reads on in a text from a place: answers where what was looked for ends, and -1 when it is not there. */
export type Scan = (text: string, at: number) => number;

/** Exactly these characters. */
export function literal(characters: string): Scan {
  const { length } = characters;
  return (text, at) => (text.startsWith(characters, at) ? at + length : -1);
}

/** One of several. */
export function oneOf(alternatives: readonly Scan[]): Scan {
  return (text, at) => {
    for (const scan of alternatives) {
      const end = scan(text, at);
      if (end >= 0) return end;
    }
    return -1;
  };
}

const QUOTE = 34;
const BACKSLASH = 92;
/** Escapes that a writer of JSON has to write so: of what can be escaped otherwise there are several texts. */
const ESCAPED = new Set([...'"\\bfnrt'].map((each) => each.charCodeAt(0)));

/** A string as `JSON.stringify` writes it; not every one of these, for escapes by number are not looked into. */
export const string: Scan = (text, at) => {
  if (text.charCodeAt(at) !== QUOTE) return -1;
  for (let index = at + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) return index + 1;
    if (code < 32) return -1;
    if (code === BACKSLASH && !ESCAPED.has(text.charCodeAt(++index))) return -1;
  }
  return -1;
};

const ZERO = 48;
const NINE = 57;
const MINUS = 45;

/** Where digits end that begin there. */
function digits(text: string, at: number): number {
  let index = at;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < ZERO || code > NINE) break;
  }
  return index;
}

/** A whole number of 32 bits, as `JSON.stringify` writes it. */
export const int: Scan = (text, at) => {
  const first = text.charCodeAt(at) === MINUS ? at + 1 : at;
  const end = digits(text, first);
  if (end === first || (text.charCodeAt(first) === ZERO && end - at > 1)) return -1;
  // Nine digits are fewer than 2 to the 31st; of ten the value decides.
  if (end - first < 10) return end;
  const value = end - first > 10 ? Number.NaN : Number(text.slice(at, end));
  return value <= 2_147_483_647 && value >= -2_147_483_648 ? end : -1;
};

const IN_NUMBERS = new Set([..."+-.eE0123456789"].map((each) => each.charCodeAt(0)));

/** A number, as `JSON.stringify` writes it. */
export const number: Scan = (text, at) => {
  let end = at;
  while (IN_NUMBERS.has(text.charCodeAt(end))) end++;
  const written = text.slice(at, end);
  return end > at && JSON.stringify(Number(written)) === written ? end : -1;
};

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
  const parts = members.map(({ key, value }, index) => ({
    label: `${index === 0 ? "{" : ","}${JSON.stringify(key)}:`,
    value,
  }));
  const end = parts.length === 0 ? literal("{}") : literal("}");
  return (text, at) => {
    let index = at;
    for (const { label, value } of parts) {
      if (!text.startsWith(label, index)) return -1;
      index = value(text, index + label.length);
      if (index < 0) return -1;
    }
    return end(text, index);
  };
}
