const IDENTIFIER = /^[a-z][a-z0-9_]{0,62}$/;

/** An identifier of the declaration, quoted for SQL. Throws TypeError on anything but lower-case words. */
export function identifier(name: string): string {
  if (!IDENTIFIER.test(name)) {
    throw new TypeError(`"${name}" cannot be an SQL identifier: 1 to 63 of a-z, 0-9 and _`);
  }
  return `"${name}"`;
}

/** A text as an SQL literal, for statements that take no parameters (DDL). */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
