import { sameAnswers } from "./harness/sameAnswers.ts";

const broken = () => new Error("broken");

sameAnswers(
  {
    schema: `
      type Query {
        lists: [Team!] strict: [Team!]! loose: [Team] one: Team sure: Team! grid: [[Cell!]!] items: [Item!]! broken: Int worse: Int!
      }
      type Team { id: ID! name: String title: String! lead: Person boss: Person! members: [Person!] seats: [Person] }
      type Person { id: ID! name: String! nick: String boss: Person! team: Team rates: [[Int!]!] }
      type Cell { row: Int! column: Int }
      interface Item { id: ID! label: String! }
      type Pen implements Item { id: ID! label: String! ink: Int! }
      type Pad implements Item { id: ID! label: String! pages: Int }
    `,
    subgraphs: {
      teams: `
        type Query {
          lists: [Team!] strict: [Team!]! loose: [Team] one: Team sure: Team! grid: [[Cell!]!] items: [Item!]! broken: Int worse: Int!
        }
        type Team @key(fields: "id") { id: ID! name: String lead: Person boss: Person! members: [Person!] seats: [Person] }
        type Person @key(fields: "id") { id: ID! }
        type Cell { row: Int! column: Int }
        interface Item { id: ID! }
        type Pen implements Item @key(fields: "id") { id: ID! }
        type Pad implements Item @key(fields: "id") { id: ID! }
      `,
      people: {
        sdl: `
          type Person @key(fields: "id") { id: ID! name: String! nick: String boss: Person! team: Team rates: [[Int!]!] }
          type Team @key(fields: "id") { id: ID! title: String! }
          interface Item { id: ID! label: String! }
          type Pen implements Item @key(fields: "id") { id: ID! label: String! ink: Int! }
          type Pad implements Item @key(fields: "id") { id: ID! label: String! pages: Int }
        `,
        lacks: ({ id }) => id === "unknown",
      },
    },
    data: () => {
      const person = (id: string, name: unknown, more: object = {}) => ({
        __typename: "Person",
        id,
        name,
        nick: null as unknown,
        boss: null as unknown,
        ...more,
      });
      const ada = person("ada", "Ada", { rates: [[1, 2], []] });
      ada.boss = ada;
      const bob = person("bob", null, { boss: ada, nick: "B", rates: [[1, null], [2]] });
      const cyd = person("cyd", broken(), { boss: bob, nick: broken(), rates: [null] });
      const dan = person("dan", "Dan", { boss: null, nick: "D" });
      const unknown = person("unknown", null);
      const team = (id: string, more: object) => ({
        __typename: "Team",
        id,
        name: `Team ${id}`,
        title: `The ${id}`,
        lead: ada,
        boss: ada,
        members: [],
        seats: [],
        ...more,
      });
      const good = team("good", { members: [ada, dan], seats: [ada, null, bob, dan] });
      const bad = team("bad", {
        title: null,
        lead: bob,
        members: [ada, bob, ada],
        seats: [cyd, unknown, ada],
      });
      const worse = team("worse", {
        title: broken(),
        boss: null,
        lead: cyd,
        members: [cyd, bob],
        seats: null,
      });
      const none = team("none", { lead: unknown, members: [unknown], boss: unknown });
      const items = [
        { __typename: "Pen", id: "i1", label: "Pen", ink: 1 },
        { __typename: "Pad", id: "i2", label: "Pad", pages: null },
        { __typename: "Pen", id: "i3", label: "Empty", ink: null },
        { __typename: "Pad", id: "i4", label: null, pages: broken() },
      ];
      return {
        query: {
          lists: [good, bad],
          strict: [good, bad, worse, none],
          loose: [good, bad, worse, none],
          one: bad,
          sure: good,
          items,
          grid: [
            [
              { row: 1, column: 1 },
              { row: 2, column: null },
            ],
            [{ row: null, column: 2 }],
          ],
          broken,
          worse: null,
        },
        entities: [ada, bob, cyd, dan, unknown, good, bad, worse, none, ...items],
      };
    },
    operations: {
      "nulls where they may be": `{ lists { name lead { nick } } strict { members { id } } }`,
      "entities of which all is there": `{ sure { title lead { name rates } boss { boss { name } } } }`,
    },
    failures: {
      "a null in an entity of another subgraph": `{ one { lead { name } } }`,
      "a null in one of a list that allows none": `{ lists { name members { name } } }`,
      "a null in one of a list that allows some": `{ loose { seats { name nick } } }`,
      "a null right up to the root": `{ strict { title } }`,
      "a null up to the list of a list": `{ loose { title name } }`,
      "a null in a list of lists": `{ loose { seats { rates } members { rates id } } }`,
      "a null in a value of a list of lists": `{ grid { row column } }`,
      "an error where a null may be": `{ loose { seats { nick id } } broken }`,
      "an error where none may be": `{ loose { lead { name id } } }`,
      "an object that may not be null is null": `{ loose { boss { id } name } }`,
      "an object that may not be null is nulled by what is in it": `{ loose { boss { boss { name } } members { boss { nick } } } }`,
      "an entity that the other subgraph does not know": `{ loose { name lead { name } } }`,
      "an entity that is not known, in a list": `{ loose { seats { id name } members { name } } }`,
      "an entity that is not known, in a place that may not be null": `{ loose { id boss { name } } }`,
      "fields of an interface": `{ items { id ... on Pen { ink } ... on Pad { pages } } }`,
      "a field of the interface itself": `{ items { label } }`,
      "a root field that may not be null": `{ worse sure { name } }`,
      "the same null by two names": `{ a: one { lead { name } } b: one { lead { id n: name } } }`,
      "an error by two names, one of them that of a key": `{ loose { seats { id: nick nick } } }`,
      "several on one way": `{ loose { lead { name boss { name boss { name } } } } }`,
      "a subgraph that does not answer, where nulls may be": {
        query: `{ loose { name lead { nick id } } }`,
        down: ["people"],
        lost: ["Person.nick"],
      },
      "a subgraph that does not answer, where none may be": {
        query: `{ loose { name lead { name id } members { name } seats { name } } }`,
        down: ["people"],
        lost: ["Person.name"],
      },
      "a subgraph that does not answer, and all is gone": {
        query: `{ strict { title name } one { name } }`,
        down: ["people"],
        lost: ["Team.title"],
      },
      "a subgraph that does not answer for the first fields": {
        query: `{ lists { name } broken one { id } }`,
        down: ["teams"],
        lost: ["Query.lists", "Query.broken", "Query.one"],
      },
    },
  },
  { http: true },
);
