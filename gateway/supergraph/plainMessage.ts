/** What a message can hold that is of use to nobody but an operator or an attacker. */
const INNER: readonly RegExp[] = [
  // More than a sentence: a stack, a statement, a page of another server.
  /[\r\n]/,
  // An address: with a scheme, of numbers, or a host and its port.
  /\b[a-z][a-z0-9+.-]*:\/\//i,
  /\b\d{1,3}(\.\d{1,3}){3}\b/,
  /\[[0-9a-f]*:[0-9a-f:]+\]/i,
  /\b[a-z][\w-]*(\.[\w-]+)*:\d{3,5}\b/i,
  // A place in code, and a file.
  /\bat \S+ ?\(|\bnode:internal\b|\.[cm]?[jt]s:\d/,
  /(^|[\s"'`(])(\/[\w.-]+){2,}/,
  /\b[a-z]:\\/i,
];

const LONGEST = 500;

/** Whether a message of a subgraph may be shown to a consumer: one sentence without addresses, files or places in code. */
export function isPlainMessage(message: unknown): message is string {
  return (
    typeof message === "string" && message.length <= LONGEST && !INNER.some((inner) => inner.test(message))
  );
}
