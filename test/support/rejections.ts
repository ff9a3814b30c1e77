import type { ErrorCode } from "@datamesh/kernel";

/** A request that is refused, as large as may be: each body differs from the last, so that nothing of it is known. */
export interface Rejection {
  readonly name: string;
  readonly code: ErrorCode;
  readonly token?: "none" | "wrong" | "limited";
  readonly body: (round: number) => string;
  readonly headers?: Readonly<Record<string, string>>;
}

const BYTES = 262_144;
const TOKENS = 4_000;
const LONG = "x".repeat(200_000);

const ask = (query: string, rest: object = {}): string => JSON.stringify({ query, ...rest });
const asking = (query: string) => (round: number) => ask(`#${round}\n${query}`);
const times = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => one(index)).join(" ");
const chain = (length: number, field: string): string =>
  `{${`${field}{`.repeat(length)}__typename${"}".repeat(length)}}`;
/** Fragments of which each spreads the next twice, in as many tokens as are accepted. */
const bomb = `{...f0} ${times(360, (i) => `fragment f${i} on Query{...f${i + 1} ...f${i + 1}}`)} fragment f360 on Query{__typename}`;

/** One of each kind of rejection at the gateway's door. */
export const REJECTIONS: readonly Rejection[] = Object.freeze([
  { name: "no token", code: "UNAUTHENTICATED", token: "none", body: () => ask(`{ __typename } #${LONG}`) },
  { name: "a token that is wrong", code: "UNAUTHENTICATED", token: "wrong", body: () => ask("{ a }") },
  {
    name: "a rate exceeded",
    code: "RATE_LIMITED",
    token: "limited",
    body: () => ask(`{ __typename } #${LONG}`),
  },
  { name: "a large body", code: "BODY_LIMIT_EXCEEDED", body: () => ask("x".repeat(2 * BYTES)) },
  { name: "no JSON", code: "BAD_USER_INPUT", body: () => `{"query":"${LONG}` },
  { name: "nothing but brackets", code: "VARIABLE_LIMIT_EXCEEDED", body: () => "[".repeat(BYTES) },
  {
    name: "another purpose",
    code: "FORBIDDEN",
    headers: { "x-purpose": "p".repeat(128) },
    body: () => ask("{ a }"),
  },
  { name: "many tokens", code: "TOKEN_LIMIT_EXCEEDED", body: asking("{".repeat(BYTES - 100)) },
  { name: "brackets", code: "NESTING_LIMIT_EXCEEDED", body: asking("{a".repeat(TOKENS / 2 - 1)) },
  { name: "many fields", code: "FIELD_LIMIT_EXCEEDED", body: asking(`{${times(TOKENS - 2, () => "a")}}`) },
  { name: "a fragment bomb", code: "FIELD_LIMIT_EXCEEDED", body: asking(bomb) },
  {
    name: "many fragments",
    code: "FRAGMENT_LIMIT_EXCEEDED",
    body: asking(`{${times(799, () => "...{a}")}}`),
  },
  {
    name: "many aliases",
    code: "ALIAS_LIMIT_EXCEEDED",
    body: asking(`{${times(999, (i) => `a${i}:__typename`)}}`),
  },
  { name: "many root fields", code: "ROOT_FIELD_LIMIT_EXCEEDED", body: asking(`{${times(999, () => "a")}}`) },
  { name: "depth", code: "DEPTH_LIMIT_EXCEEDED", body: asking(chain(40, "customer")) },
  {
    name: "many directives",
    code: "DIRECTIVE_LIMIT_EXCEEDED",
    body: asking(`{a ${times(1_900, () => "@d")}}`),
  },
  {
    name: "introspection",
    code: "INTROSPECTION_LIMIT_EXCEEDED",
    body: asking(`{${times(49, () => "__schema{types{name}}")}}`),
  },
  {
    name: "nested variables",
    code: "VARIABLE_LIMIT_EXCEEDED",
    body: (round) =>
      `{"query":"{ __typename }","variables":{"r":${round},"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}}`,
  },
  { name: "syntax", code: "GRAPHQL_VALIDATION_FAILED", body: asking(`{ a } "${LONG}" }`) },
  {
    name: "a long name",
    code: "TOKEN_LIMIT_EXCEEDED",
    body: asking(`{ ${LONG} }`),
  },
  {
    name: "many unknown fields of long names",
    code: "GRAPHQL_VALIDATION_FAILED",
    body: asking(`{ customerProfilesV1 { ${times(900, (i) => `${"u".repeat(190)}${i}`)} } }`),
  },
  {
    name: "many conflicts",
    code: "GRAPHQL_VALIDATION_FAILED",
    body: asking(
      `{ customerProfilesV1 { nodes { ${times(90, (i) => `a: ${i % 2 ? "country" : "fullName"}`)} } } }`,
    ),
  },
  {
    name: "many fields of one name",
    code: "FIELD_LIMIT_EXCEEDED",
    body: asking(`{ customerProfilesV1 { ${times(990, () => "totalCount")} } }`),
  },
  {
    name: "a variable of another type",
    code: "BAD_USER_INPUT",
    body: () =>
      ask("query ($n: Int) { customerProfilesV1(first: $n) { totalCount } }", {
        variables: { n: "\u0001é".repeat(25_000) },
      }),
  },
  {
    name: "many variables of another type",
    code: "BAD_USER_INPUT",
    body: () =>
      ask(
        `query (${times(45, (i) => `$n${i}: Int`)}) { ${times(45, (i) => `n${i}: customerProfilesV1(first: $n${i}) { totalCount }`)} }`,
        { variables: Object.fromEntries(Array.from({ length: 45 }, (_, i) => [`n${i}`, "y".repeat(500)])) },
      ),
  },
  {
    name: "a high cost",
    code: "COST_LIMIT_EXCEEDED",
    body: asking(
      `{ ${times(40, (i) => `a${i}: customerProfilesV1(first: 1000) { nodes { ${times(10, () => "country fullName")} } }`)} }`,
    ),
  },
  {
    name: "an unknown document",
    code: "DOCUMENT_NOT_TRUSTED",
    body: (round) =>
      JSON.stringify({
        documentId: `sha256:${round.toString(16).padStart(64, "0")}`,
        variables: { a: LONG },
      }),
  },
  {
    name: "a form that is not asked for",
    code: "BAD_USER_INPUT",
    body: () => ask("{ a }", { extensions: { datamesh: { [LONG]: true } } }),
  },
  {
    name: "nothing of the name",
    code: "BAD_USER_INPUT",
    body: () => ask("query A { __typename }", { operationName: LONG }),
  },
]);
