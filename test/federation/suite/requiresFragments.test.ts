import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { homes: [Home!]! }
    type Home { id: ID! heating: Heating source: Source risk: String price: String }
    union Heating = Stove | Pump
    type Stove { fuel: String! age: Int }
    type Pump { power: Int! }
    interface Source { name: String! }
    type Grid implements Source { name: String! volts: Int }
    type Roof implements Source { name: String! panels: Int panel: Panel }
    type Panel { id: ID! watts: Int }
  `,
  subgraphs: {
    homes: `
      type Query { homes: [Home!]! }
      type Home @key(fields: "id") { id: ID! heating: Heating source: Source }
      union Heating = Stove | Pump
      type Stove { fuel: String! age: Int }
      type Pump { power: Int! }
      interface Source { name: String! }
      type Grid implements Source { name: String! volts: Int }
      type Roof implements Source { name: String! panels: Int panel: Panel }
      type Panel @key(fields: "id") { id: ID! }
    `,
    panels: `type Panel @key(fields: "id") { id: ID! watts: Int }`,
    insurance: `
      type Home @key(fields: "id") {
        id: ID!
        heating: Heating @external
        risk: String @requires(fields: "heating { __typename ... on Stove { fuel } ... on Pump { power } }")
      }
      union Heating = Stove | Pump
      type Stove @external { fuel: String! }
      type Pump @external { power: Int! }
    `,
    energy: `
      type Home @key(fields: "id") {
        id: ID!
        source: Source @external
        price: String @requires(fields: "source { name ... on Grid { volts } ... on Roof { panels } }")
      }
      interface Source { name: String! }
      type Grid implements Source @external { name: String! volts: Int }
      type Roof implements Source @external { name: String! panels: Int }
    `,
  },
  data: () => {
    const panel = { __typename: "Panel", id: "n1", watts: 400 };
    const heatings = [{ __typename: "Stove", fuel: "wood", age: 30 }, { __typename: "Pump", power: 7 }, null];
    const sources = [
      { __typename: "Roof", name: "roof", panels: 12, panel },
      null,
      { __typename: "Grid", name: "grid", volts: 230 },
    ];
    const homes = heatings.map((heating, index) => ({
      __typename: "Home",
      id: `h${index}`,
      heating,
      source: sources[index] ?? null,
      risk(this: { heating: Record<string, unknown> | null }) {
        const { __typename, fuel, power } = this.heating ?? {};
        return `${String(__typename)} ${String(fuel)} ${String(power)}`;
      },
      price(this: { source: Record<string, unknown> | null }) {
        const { name, volts, panels } = this.source ?? {};
        return `${String(name)} ${String(volts)} ${String(panels)}`;
      },
    }));
    return { query: { homes }, entities: [...homes, panel] };
  },
  operations: {
    "a field required of the members of a union": `{ homes { risk } }`,
    "a field required of the types of an interface": `{ homes { price } }`,
    "both, beside the consumer's own fragments": `{
      homes {
        heating { ... on Stove { age } ... on Pump { __typename } }
        risk price
        source { __typename ... on Roof { panel { watts } } }
      }
    }`,
    "an alias of the consumer's is another field of the same type": `{
      homes { risk heating { ... on Stove { fuel: __typename } ... on Pump { power: __typename } } }
    }`,
  },
});
