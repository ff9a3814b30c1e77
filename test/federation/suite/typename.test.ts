import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { zoo: Zoo animals: [Animal!]! pets: [Pet] }
    type Mutation { feed(id: ID!): Animal nothing: Int }
    type Zoo { name: String keeper: Keeper }
    type Keeper { id: ID! name: String cares: [Animal!] }
    interface Animal { id: ID! name: String }
    type Cat implements Animal { id: ID! name: String lives: Int }
    type Dog implements Animal { id: ID! name: String tricks: [Trick!] }
    type Trick { title: String }
    union Pet = Cat | Dog
  `,
  subgraphs: {
    zoo: `
      type Query { zoo: Zoo }
      type Zoo { name: String keeper: Keeper }
      type Keeper @key(fields: "id") { id: ID! }
      type Mutation { nothing: Int }
    `,
    keepers: `
      type Keeper @key(fields: "id") { id: ID! name: String cares: [Animal!] }
      interface Animal { id: ID! }
      type Cat implements Animal @key(fields: "id") { id: ID! }
      type Dog implements Animal @key(fields: "id") { id: ID! }
    `,
    animals: `
      type Query { animals: [Animal!]! pets: [Pet] }
      type Mutation { feed(id: ID!): Animal }
      interface Animal { id: ID! name: String }
      type Cat implements Animal @key(fields: "id") { id: ID! name: String lives: Int }
      type Dog implements Animal @key(fields: "id") { id: ID! name: String tricks: [Trick!] }
      type Trick { title: String }
      union Pet = Cat | Dog
    `,
  },
  data: () => {
    const cat = { __typename: "Cat", id: "c", name: "Tom", lives: 9 };
    const dog = { __typename: "Dog", id: "d", name: "Rex", tricks: [{ title: "sit" }] };
    const keeper = { __typename: "Keeper", id: "k", name: "Ada", cares: [cat, dog] };
    const fed = ({ id }: { id: string }) => [cat, dog].find((each) => each.id === id) ?? null;
    return {
      query: { zoo: { name: "Zoo", keeper }, animals: [dog, cat], pets: [cat, null, dog] },
      mutation: { feed: fed, nothing: null },
      entities: [cat, dog, keeper],
    };
  },
  operations: {
    "of the root, alone": `{ __typename }`,
    "of the root, under other names, among fields": `{ a: __typename zoo { name } b: __typename __typename }`,
    "of the root, in a fragment": `{ ...F } fragment F on Query { root: __typename zoo { __typename } }`,
    "of the root of mutations": `mutation { a: __typename nothing feed(id: "c") { __typename } }`,
    "of objects, alone": `{ zoo { __typename keeper { __typename } } }`,
    "of entities of another subgraph": `{ zoo { keeper { kind: __typename name cares { __typename kind: __typename } } } }`,
    "of abstract types, alone": `{ animals { __typename } pets { type: __typename } }`,
    "of abstract types, by fragments": `{ animals { ... on Cat { __typename } ... on Dog { t: __typename tricks { __typename } } } }`,
    repeated: `{ animals { __typename __typename ... on Animal { __typename } ...T } } fragment T on Animal { __typename }`,
    "under the name of a field": `{ pets { ... on Cat { name: __typename id: lives } ... on Dog { id: __typename name } } zoo { keeper { id: __typename name: id } } }`,
    "switched off": {
      query: `query ($no: Boolean!) { zoo { __typename @include(if: $no) name } __typename @skip(if: true) }`,
      variables: { no: false },
    },
    "alone, switched off": {
      query: `query ($no: Boolean!) { zoo { __typename @include(if: $no) } animals { ... on Dog @include(if: $no) { __typename } } }`,
      variables: { no: false },
    },
  },
});
