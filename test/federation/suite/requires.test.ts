import { read } from "./harness/read.ts";
import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers(
  {
    schema: `
      type Query { parcels: [Parcel!]! parcel(id: ID!): Parcel }
      type Parcel {
        id: ID! weight: Int size: Size! from: Place postage: Int stamp: String label: String
        summary: String route: String
      }
      type Size { width: Int! height: Int }
      type Place { code: ID! zone: Int }
    `,
    subgraphs: {
      depot: `
        type Query { parcels: [Parcel!]! parcel(id: ID!): Parcel }
        type Parcel @key(fields: "id") { id: ID! weight: Int size: Size! from: Place }
        type Size { width: Int! height: Int }
        type Place @key(fields: "code") { code: ID! }
      `,
      zones: `type Place @key(fields: "code") { code: ID! zone: Int }`,
      postage: `
        type Parcel @key(fields: "id") {
          id: ID!
          weight: Int @external
          size: Size! @external
          postage: Int @requires(fields: "weight size { width height }")
        }
        type Size @external { width: Int! height: Int }
      `,
      stamps: `
        type Parcel @key(fields: "id") {
          id: ID!
          postage: Int @external
          from: Place @external
          stamp: String @requires(fields: "postage")
          route: String @requires(fields: "from { zone }")
        }
        type Place @key(fields: "code") { code: ID! zone: Int @external }
      `,
      labels: `
        type Parcel @key(fields: "id") {
          id: ID!
          stamp: String @external
          weight: Int @external
          label: String @requires(fields: "stamp weight")
          summary: String @requires(fields: "stamp")
        }
      `,
    },
    data: () => {
      const zones = { a: 1, b: 2 } as const;
      const places = (["a", "b"] as const).map((code) => ({ __typename: "Place", code, zone: zones[code] }));
      const parcels = [1, 2, 3].map((nr) => ({
        __typename: "Parcel",
        id: `p${nr}`,
        weight: nr === 3 ? null : 100 * nr,
        size: { width: nr, height: nr === 2 ? null : 5 },
        from: places[nr - 1] ?? null,
        postage(this: { weight: number | null; size: { width: number; height: number | null } }) {
          return this.weight === null ? null : this.weight * this.size.width + (this.size.height ?? 1_000);
        },
        stamp(this: { postage: unknown }) {
          return `stamp of ${String(read(this, "postage"))}`;
        },
        route(this: { from: { zone: number } | null }) {
          return this.from === null ? "none" : `zone ${this.from.zone}`;
        },
        label(this: { stamp: unknown; weight: number | null }) {
          return `${String(read(this, "stamp"))} at ${this.weight}`;
        },
        summary(this: { stamp: unknown }) {
          return `with ${String(read(this, "stamp"))}`;
        },
      }));
      return {
        query: {
          parcels,
          parcel: ({ id }: { id: string }) => parcels.find((each) => each.id === id) ?? null,
        },
        entities: [...parcels, ...places],
      };
    },
    operations: {
      "a field computed from another subgraph's": `{ parcels { postage } }`,
      "what it is computed from is asked for too": `{ parcels { size { height } postage weight } }`,
      "what it is computed from is asked for under other names": `{ parcels { weight: id postage size { height: width } } }`,
      "computed from what is computed": `{ parcels { stamp } }`,
      "computed from that and from the first": `{ parcels { label } }`,
      "computed from a third subgraph's field of an entity in between": `{ parcels { route } }`,
      "all of it at once": `{ parcels { label summary stamp route postage id } parcel(id: "p1") { summary } }`,
      "computed for one and for none": `{ parcel(id: "p2") { label } none: parcel(id: "p8") { label } }`,
    },
    failures: {
      "nothing is computed from what is lost": {
        query: `{ parcels { stamp } parcel(id: "p2") { summary postage } }`,
        down: ["postage"],
        lost: ["Parcel.postage", "Parcel.stamp", "Parcel.summary"],
      },
      "nor from what was not asked for": {
        query: `{ parcels { label id } }`,
        down: ["postage"],
        lost: ["Parcel.stamp", "Parcel.label"],
      },
      "nor from what is lost of an entity in between": {
        query: `{ parcel(id: "p1") { route weight } parcels { weight } }`,
        down: ["zones"],
        lost: ["Parcel.route"],
      },
    },
  },
  { http: true },
);
