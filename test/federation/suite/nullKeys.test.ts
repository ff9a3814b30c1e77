import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { cars: [Car!]! }
    type Car { plate: String vin: ID owner: Owner model: String trips: Int }
    type Owner { code: ID name: String }
  `,
  subgraphs: {
    cars: `
      type Query { cars: [Car!]! }
      type Car @key(fields: "plate") { plate: String owner: Owner }
      type Owner @key(fields: "code") { code: ID }
    `,
    registry: {
      sdl: `type Car @key(fields: "plate") @key(fields: "vin") { plate: String vin: ID model: String }`,
      lacks: ({ plate }) => plate === "unknown",
    },
    trips: `type Car @key(fields: "vin") { vin: ID trips: Int }`,
    owners: `type Owner @key(fields: "code") { code: ID name: String }`,
  },
  data: () => {
    // What has no key, or one that is not found, is not known elsewhere: there, all of it is null.
    const cars = [
      {
        __typename: "Car",
        plate: "A-1",
        vin: "v1",
        model: "One",
        trips: 3,
        owner: { __typename: "Owner", code: "o", name: "Ada" },
      },
      { __typename: "Car", plate: "B-2", vin: null, model: "Two", trips: null, owner: null },
      {
        __typename: "Car",
        plate: "unknown",
        vin: null,
        model: null,
        trips: null,
        owner: { __typename: "Owner", code: "none", name: null },
      },
    ];
    return {
      query: { cars },
      entities: [...cars, ...cars.flatMap(({ owner }) => (owner?.name ? [owner] : []))],
    };
  },
  operations: {
    "an entity whose second key is null": `{ cars { model trips } }`,
    "an entity that is not found by the first": `{ cars { plate trips owner { name code } } }`,
  },
});
