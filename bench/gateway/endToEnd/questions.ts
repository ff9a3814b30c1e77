/** One kind of question, and how many times faster than the peer ours is to answer it. */
export interface Question {
  readonly name: string;
  readonly atLeast: number;
  /** The rows of a page; a row by its key unless given. */
  readonly rows?: number;
}

export const QUESTIONS: readonly Question[] = Object.freeze([
  { name: "one row by key", atLeast: 2 },
  { name: "page of 100", atLeast: 2, rows: 100 },
  { name: "list of 1000", atLeast: 1.8, rows: 1_000 },
]);

type Row = Readonly<Record<string, unknown>>;

/** How one side names things, stores the key of a customer, and answers. */
export interface Dialect {
  readonly one: string;
  readonly many: string;
  readonly types: { readonly key: string; readonly cursor: string };
  readonly key: (customer: string) => string;
  /** A row as both are compared. */
  readonly row: (row: Row) => Row;
}

export const OURS: Dialect = {
  one: "customerCreditScoreV2",
  many: "customerCreditScoresV2",
  types: { key: "ID!", cursor: "String" },
  key: (customer) => customer,
  row: (row) => row,
};

/** It reads the stored table. Identifiers stand there in envelopes (kernel/envelope), which it does not open. */
export const POSTGRAPHILE: Dialect = {
  one: "customerCreditScoresV2G1ByCustomerId",
  many: "allCustomerCreditScoresV2G1S",
  types: { key: "String!", cursor: "Cursor" },
  key: (customer) => `0||${JSON.stringify(customer)}`,
  row: (row) => ({
    ...row,
    customerId: JSON.parse(String(row["customerId"]).slice("0||".length)) as unknown,
  }),
};

const FIELDS = "customerId score confidence segment country";

/** The body of a request for the row of a customer, or for the page after a cursor; the first page after null. */
export function bodyOf({ one, many, types, key }: Dialect, { rows }: Question, of: string | null): string {
  if (rows === undefined) {
    const query = `query One($key: ${types.key}) { ${one}(customerId: $key) { ${FIELDS} } }`;
    return JSON.stringify({ query, variables: { key: key(of ?? "") } });
  }
  const query = `query Page($rows: Int!, $after: ${types.cursor}) { ${many}(first: $rows, after: $after) { nodes { ${FIELDS} } } }`;
  return JSON.stringify({ query, variables: { rows, after: of } });
}

/** A query for the cursor of the last of the next 1000 rows. */
export const cursorBody = ({ many, types }: Dialect, after: string | null): string =>
  JSON.stringify({
    query: `query Cursor($after: ${types.cursor}) { ${many}(first: 1000, after: $after) { pageInfo { endCursor } } }`,
    variables: { after },
  });

/** The rows of an answer to one of these, as both sides are compared. */
export function rowsOf(dialect: Dialect, question: Question, answer: unknown): readonly Row[] {
  const { data, errors } = answer as { data?: Record<string, unknown> | null; errors?: unknown };
  if (errors !== undefined || !data) throw new Error(`not answered: ${JSON.stringify(answer).slice(0, 500)}`);
  if (question.rows === undefined) return [dialect.row(data[dialect.one] as Row)];
  return (data[dialect.many] as { nodes: readonly Row[] }).nodes.map(dialect.row);
}
