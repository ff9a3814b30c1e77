import { sameAnswers } from "./harness/sameAnswers.ts";
import type { Question } from "./harness/scenario.ts";

const EVERYWHERE = `query ($a: Boolean!, $b: Boolean!, $c: Boolean = true) {
  people @skip(if: $a) {
    name @include(if: $b)
    ... on Person @include(if: $c) { age friends @skip(if: $b) { name @include(if: $a) id } }
    ...Home @skip(if: $c)
    pet { ... on Cat @include(if: $a) { lives } ... on Dog @skip(if: $a) { tricks @include(if: $b) @skip(if: $c) } }
  }
  ... @include(if: $b) { first { id age @include(if: $a) } }
  ...Root @skip(if: $b)
}
fragment Home on Person { home { city @include(if: $b) street @skip(if: $b) } }
fragment Root on Query { first { ...Home name } }`;

const decided = [true, false]
  .flatMap((a) => [true, false].map((b) => ({ a, b })))
  .flatMap((each) => [{ ...each, c: false }, { ...each, c: true }, each]);

const everywhere = Object.fromEntries(
  decided.map((variables): [string, Question] => [
    `conditions everywhere: ${JSON.stringify(variables)}`,
    { query: EVERYWHERE, variables },
  ]),
);

sameAnswers({
  schema: `
    type Query { people: [Person!]! first: Person }
    type Person { id: ID! name: String age: Int friends: [Person!] home: Home pet: Pet label(long: Boolean): String }
    type Home { city: String street: String }
    union Pet = Cat | Dog
    type Cat { id: ID! lives: Int }
    type Dog { id: ID! tricks: Int }
  `,
  subgraphs: {
    people: `
      type Query { people: [Person!]! first: Person }
      type Person @key(fields: "id") { id: ID! name: String friends: [Person!] pet: Pet }
      union Pet = Cat | Dog
      type Cat @key(fields: "id") { id: ID! }
      type Dog @key(fields: "id") { id: ID! }
    `,
    facts: `
      type Person @key(fields: "id") {
        id: ID! age: Int home: Home name: String @external label(long: Boolean): String @requires(fields: "name")
      }
      type Home { city: String street: String }
      type Cat @key(fields: "id") { id: ID! lives: Int }
      type Dog @key(fields: "id") { id: ID! tricks: Int }
    `,
  },
  data: () => {
    const pets = [
      { __typename: "Cat", id: "c", lives: 9 },
      { __typename: "Dog", id: "d", tricks: 2 },
    ];
    const people = [1, 2, 3].map((nr) => ({
      __typename: "Person",
      id: `p${nr}`,
      name: `Person ${nr}`,
      age: 10 * nr,
      friends: [] as object[],
      home: nr === 3 ? null : { city: `City ${nr}`, street: null },
      pet: pets[nr - 1] ?? null,
      label(this: { name: string }, { long }: { long?: boolean }) {
        return long === true ? `the long ${this.name}` : this.name;
      },
    }));
    people[0]?.friends.push(...people.slice(1));
    return { query: { people, first: people[0] }, entities: [...pets, ...people] };
  },
  operations: {
    ...everywhere,
    "both conditions on one field": {
      query: `query ($yes: Boolean!, $no: Boolean!) {
        people { a: name @skip(if: $no) @include(if: $yes) b: age @skip(if: $yes) @include(if: $yes) c: age @skip(if: $no) @include(if: $no) }
      }`,
      variables: { yes: true, no: false },
    },
    "the same field with and without": {
      query: `query ($no: Boolean!) { people { age @include(if: $no) age friends @include(if: $no) { id } friends { age } } }`,
      variables: { no: false },
    },
    "a constant condition": `{ people @include(if: true) { name @skip(if: false) age @include(if: false) } first @skip(if: true) { id } }`,
    "everything below is switched off": {
      query: `query ($no: Boolean!) { people { friends { age @include(if: $no) name @include(if: $no) } home { city @include(if: $no) } } }`,
      variables: { no: false },
    },
    "everything is switched off": {
      query: `query ($no: Boolean = false) { people @include(if: $no) { name } ...F @include(if: $no) } fragment F on Query { first { id } }`,
    },
    "a variable that decides and is an argument as well": {
      query: `query ($yes: Boolean!) { people { label(long: $yes) @include(if: $yes) } first { label(long: $yes) } }`,
      variables: { yes: true },
    },
    "what is required is switched off, and what requires it is not": {
      query: `query ($no: Boolean!) { people { name @include(if: $no) label } }`,
      variables: { no: false },
    },
    "fragments within fragments, each on its condition": {
      query: `query ($a: Boolean!, $b: Boolean!) { first { ...A @include(if: $a) } people { ...B @include(if: $b) ...A } }
        fragment A on Person { name ...B @include(if: $b) }
        fragment B on Person { age home { ...C @skip(if: $a) } }
        fragment C on Home { city street }`,
      variables: { a: true, b: false },
    },
  },
});
