import { CUSTOMERS } from "./mesh/data.ts";

/** One kind of question, and how many times faster than each peer it is to be answered. */
export interface Workload {
  readonly name: string;
  readonly query: string;
  readonly variables: (index: number) => Readonly<Record<string, unknown>>;
  readonly targets: Readonly<Record<"apollo" | "grafbase" | "hive", number>>;
}

/** How many different requests there are of each kind. */
export const VARIETY = 500;

const JOIN = `customers(limit: $limit, offset: $offset) {
  id name creditScore { score band product { name owner } }
}`;

const joinOf = (limit: number) => ({
  query: `query Join($limit: Int!, $offset: Int!) { ${JOIN} }`,
  variables: (index: number) => ({ limit, offset: index % (CUSTOMERS - limit) }),
});

export const WORKLOADS: readonly Workload[] = Object.freeze([
  {
    name: "one entity",
    query: "query One($id: ID!) { customer(id: $id) { id name email country segment } }",
    variables: (index) => ({ id: `c${(index * 3) % CUSTOMERS}` }),
    targets: { apollo: 15, grafbase: 1.3, hive: 5 },
  },
  { name: "join of 20", ...joinOf(20), targets: { apollo: 10, grafbase: 1.3, hive: 5 } },
  { name: "join of 100", ...joinOf(100), targets: { apollo: 6, grafbase: 1.3, hive: 5 } },
  {
    name: "list of 1000",
    query:
      "query List($offset: Int!) { customers(limit: 1000, offset: $offset) { id name email country segment } }",
    variables: (index) => ({ offset: index % 1_000 }),
    targets: { apollo: 6, grafbase: 1.3, hive: 5 },
  },
]);

/** The bodies of a workload's requests. */
export function bodiesOf({ query, variables }: Workload): readonly string[] {
  return Array.from({ length: VARIETY }, (_, index) =>
    JSON.stringify({ query, variables: variables(index) }),
  );
}
