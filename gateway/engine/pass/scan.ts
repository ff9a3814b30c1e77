/** Reads on in the bytes of a text from a place: answers where what was looked for ends, and -1 when it is not there. */
export type Scan = (bytes: Buffer, at: number) => number;

/** Exactly these characters. */
export function literal(characters: string): Scan {
  const wanted = Buffer.from(characters);
  const { length } = wanted;
  return (bytes, at) => {
    for (let index = 0; index < length; index++) if (bytes[at + index] !== wanted[index]) return -1;
    return at + length;
  };
}

/** One of several. */
export function oneOf(alternatives: readonly Scan[]): Scan {
  return (bytes, at) => {
    for (const scan of alternatives) {
      const end = scan(bytes, at);
      if (end >= 0) return end;
    }
    return -1;
  };
}

const QUOTE = 34;
const BACKSLASH = 92;
/** Escapes that a writer of JSON has to write so: of what can be escaped otherwise there are several texts. */
const ESCAPED = new Set<number | undefined>([...'"\\bfnrt'].map((each) => each.charCodeAt(0)));

/** A string as `JSON.stringify` writes it; not every one of these, for escapes by number are not looked into. */
export const string: Scan = (bytes, at) => {
  if (bytes[at] !== QUOTE) return -1;
  const { length } = bytes;
  for (let index = at + 1; index < length; index++) {
    const byte = bytes[index] as number;
    // Most characters are letters, which are above all that counts here.
    if (byte > BACKSLASH) continue;
    if (byte === QUOTE) return index + 1;
    if (byte < 32) return -1;
    if (byte === BACKSLASH && !ESCAPED.has(bytes[++index])) return -1;
  }
  return -1;
};

const ZERO = 48;
const NINE = 57;
const MINUS = 45;

/** Where digits end that begin there. */
function digits(bytes: Buffer, at: number): number {
  const { length } = bytes;
  let index = at;
  while (index < length && (bytes[index] as number) >= ZERO && (bytes[index] as number) <= NINE) index++;
  return index;
}

const textOf = (bytes: Buffer, at: number, end: number): string => bytes.toString("latin1", at, end);

/** A whole number of 32 bits, as `JSON.stringify` writes it. */
export const int: Scan = (bytes, at) => {
  const first = bytes[at] === MINUS ? at + 1 : at;
  const end = digits(bytes, first);
  if (end === first || (bytes[first] === ZERO && end - at > 1)) return -1;
  // Nine digits are fewer than 2 to the 31st; of ten the value decides.
  if (end - first < 10) return end;
  const value = end - first > 10 ? Number.NaN : Number(textOf(bytes, at, end));
  return value <= 2_147_483_647 && value >= -2_147_483_648 ? end : -1;
};

const IN_NUMBERS = new Set<number | undefined>([..."+-.eE0123456789"].map((each) => each.charCodeAt(0)));

/** A number, as `JSON.stringify` writes it. */
export const number: Scan = (bytes, at) => {
  let end = at;
  while (IN_NUMBERS.has(bytes[end])) end++;
  const written = textOf(bytes, at, end);
  return end > at && JSON.stringify(Number(written)) === written ? end : -1;
};

export const boolean: Scan = oneOf([literal("true"), literal("false")]);

export const nothing: Scan = literal("null");

const COMMA = 44;
const OPEN = 91;
const CLOSED = 93;

/** A list of such items, without spaces. */
export function list(item: Scan): Scan {
  return (bytes, at) => {
    if (bytes[at] !== OPEN) return -1;
    if (bytes[at + 1] === CLOSED) return at + 2;
    let index = at;
    do {
      index = item(bytes, index + 1);
      if (index < 0) return -1;
    } while (bytes[index] === COMMA);
    return bytes[index] === CLOSED ? index + 1 : -1;
  };
}

/** An object of exactly these keys, in this order, without spaces. */
export function object(members: readonly { readonly key: string; readonly value: Scan }[]): Scan {
  const parts = members.map(({ key, value }, index) => ({
    label: literal(`${index === 0 ? "{" : ","}${JSON.stringify(key)}:`),
    value,
  }));
  const end = parts.length === 0 ? literal("{}") : literal("}");
  return (bytes, at) => {
    let index = at;
    for (const { label, value } of parts) {
      index = label(bytes, index);
      if (index < 0) return -1;
      index = value(bytes, index);
      if (index < 0) return -1;
    }
    return end(bytes, index);
  };
}
