import { sameAnswers } from "./harness/sameAnswers.ts";

const LETTERS = ["a", "b", "c", "d", "e", "f"] as const;

sameAnswers({
  schema: `
    type Query { start: A starts: [A!]! }
    type A { id: ID! name: String next: B others: [B!] }
    type B { id: ID! name: String next: C others: [C!] }
    type C { id: ID! name: String next: D others: [D!] }
    type D { id: ID! name: String next: E others: [E!] }
    type E { id: ID! name: String next: F others: [F!] }
    type F { id: ID! name: String next: A others: [A!] }
  `,
  // Each type's name is known to the subgraph of its letter, and what is next to the one of the letter before.
  subgraphs: Object.fromEntries(
    LETTERS.map((letter, index) => {
      const own = letter.toUpperCase();
      const next = (LETTERS[index + 1] ?? "a").toUpperCase();
      const root = letter === "a" ? "type Query { start: A starts: [A!]! }" : "";
      const sdl = `${root}
        type ${own} @key(fields: "id") { id: ID! name: String next: ${next} others: [${next}!] }
        type ${next} @key(fields: "id", resolvable: false) { id: ID! }`;
      return [`letter-${letter}`, sdl];
    }),
  ),
  data: () => {
    const entity = (letter: string, nr: number) => ({
      __typename: letter.toUpperCase(),
      id: `${letter}${nr}`,
      name: `${letter} number ${nr}`,
      next: null as object | null,
      others: null as object[] | null,
    });
    const rows = LETTERS.map((letter) => [0, 1, 2, 3].map((nr) => entity(letter, nr)));
    rows.forEach((row, index) => {
      const following = rows[(index + 1) % rows.length] ?? [];
      row.forEach((each, nr) => {
        each.next = following[(nr + 1) % 4] ?? null;
        each.others = nr === 3 ? [] : following.slice(0, nr + 1);
      });
    });
    return { query: { start: rows[0]?.[0], starts: rows[0] }, entities: rows.flat() };
  },
  operations: {
    "six subgraphs, one behind the other": `{ start { next { next { next { next { next { name } } } } } } }`,
    "and around to the first": `{
      start { name next { name next { name next { name next { name next { name next { name next { name } } } } } } } }
    }`,
    "lists of lists of entities": `{
      starts { others { others { others { others { others { name } } } } } }
    }`,
    "lists and single ones mixed, with names from each": `{
      starts { id others { next { others { next { id name others { name } } } } } }
    }`,
  },
  failures: {
    "the third does not answer, and what it leads to is missing": {
      query: `{ starts { name next { name next { id name next { name } } } } }`,
      down: ["letter-c"],
      lost: ["C.name", "C.next"],
    },
  },
});
