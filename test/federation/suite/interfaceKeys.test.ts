import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { accounts: [Account!]! owners: [Owner!]! account(id: ID!): Account }
    interface Account { id: ID! balance: Int owner: Owner }
    type Savings implements Account { id: ID! balance: Int owner: Owner rate: Float }
    type Checking implements Account { id: ID! balance: Int owner: Owner cards: [String!] }
    type Owner { id: ID! name: String accounts: [Account!]! main: Account }
  `,
  subgraphs: {
    bank: `
      type Query { accounts: [Account!]! account(id: ID!): Account }
      interface Account @key(fields: "id") { id: ID! balance: Int }
      type Savings implements Account @key(fields: "id") { id: ID! balance: Int rate: Float }
      type Checking implements Account @key(fields: "id") { id: ID! balance: Int cards: [String!] }
    `,
    owners: `
      type Query { owners: [Owner!]! }
      type Account @key(fields: "id") @interfaceObject { id: ID! owner: Owner }
      type Owner @key(fields: "id") { id: ID! name: String accounts: [Account!]! main: Account }
    `,
  },
  data: () => {
    const accounts = [
      { __typename: "Savings", id: "s1", balance: 10, rate: 0.5, owner: null as object | null },
      { __typename: "Checking", id: "c1", balance: -3, cards: ["visa"], owner: null as object | null },
      { __typename: "Savings", id: "s2", balance: null, rate: null, owner: null },
    ];
    const ada = {
      __typename: "Owner",
      id: "ada",
      name: "Ada",
      accounts: accounts.slice(0, 2),
      main: accounts[0],
    };
    const bob = { __typename: "Owner", id: "bob", name: null, accounts: [], main: null };
    for (const each of ada.accounts) each.owner = ada;
    return {
      query: {
        accounts,
        owners: [ada, bob],
        account: ({ id }: { id: string }) => accounts.find((each) => each.id === id) ?? null,
      },
      entities: [...accounts, ada, bob],
    };
  },
  operations: {
    "an entity that is an interface is found by its key": `{ owners { accounts { balance } } }`,
    "and with what only one of its types has": `{ owners { name accounts { __typename ... on Savings { rate } ... on Checking { cards balance } } } }`,
    "from the interface to its owner and back": `{ accounts { owner { main { balance ... on Savings { rate } } } } }`,
    "one by its id": `{ account(id: "c1") { owner { name } balance } none: account(id: "x") { owner { name } } }`,
  },
});
