import { sameAnswers } from "./harness/sameAnswers.ts";
import type { Fields } from "./harness/scenario.ts";

sameAnswers(
  {
    schema: `
      type Query { orders: [Order!]! order(id: ID!): Order people: [Person] }
      type Order { id: ID! buyer: Person giftFor: Person watchers: [Person!]! maybe: [Person] }
      type Person { id: ID! name: String age: Int friends: [Person!] }
    `,
    subgraphs: {
      orders: `
        type Query { orders: [Order!]! order(id: ID!): Order }
        type Order @key(fields: "id") { id: ID! buyer: Person giftFor: Person watchers: [Person!]! maybe: [Person] }
        type Person @key(fields: "id") { id: ID! }
      `,
      people: {
        sdl: `
          type Query { people: [Person] }
          type Person @key(fields: "id") { id: ID! name: String friends: [Person!] }
        `,
        lacks: ({ id }: Fields) => id === "gone",
      },
      ages: {
        sdl: `type Person @key(fields: "id") { id: ID! age: Int }`,
        lacks: ({ id }: Fields) => id === "gone" || id === "bob",
      },
    },
    data: () => {
      const person = (id: string, name: string | null, age: number | null) => ({
        __typename: "Person",
        id,
        name,
        age,
        friends: null as object[] | null,
      });
      const ada = person("ada", "Ada", 36);
      const bob = person("bob", "Bob", null);
      const gone = person("gone", null, null);
      ada.friends = [bob, ada, bob];
      bob.friends = [];
      const orders = [
        {
          __typename: "Order",
          id: "1",
          buyer: ada,
          giftFor: bob,
          watchers: [ada, bob, ada, ada],
          maybe: [null, ada],
        },
        { __typename: "Order", id: "2", buyer: gone, giftFor: null, watchers: [], maybe: [] },
        { __typename: "Order", id: "3", buyer: null, giftFor: gone, watchers: [gone, ada], maybe: null },
      ];
      return {
        query: {
          orders,
          people: [ada, null, bob],
          order: ({ id }: { id: string }) => orders.find((each) => each.id === id) ?? null,
        },
        entities: [...orders, ada, bob, gone],
      };
    },
    operations: {
      "entities that are there more than once": `{ order(id: "1") { watchers { name age } } }`,
      "nulls among entities": `{ orders { maybe { name age } } }`,
      "empty lists of entities": `{ order(id: "2") { watchers { name } maybe { name } } }`,
      "an entity that another subgraph does not know": `{ orders { buyer { id name } giftFor { name id } } }`,
      "an entity that is known to one and not to the next": `{ people { name age } orders { giftFor { name age } } }`,
      "the same entity in several places": `{
        orders { buyer { name } giftFor { name age } watchers { age } maybe { id } }
        people { friends { friends { name age } } }
      }`,
      "no entity at all": `{ order(id: "9") { buyer { name age } } }`,
    },
    failures: {
      "what one of two subgraphs says of an entity is missing": {
        query: `{ orders { watchers { name age } buyer { age name } } }`,
        down: ["ages"],
        lost: ["Person.age"],
      },
    },
  },
  { http: true },
);
