import { sameAnswers } from "./harness/sameAnswers.ts";

interface Content {
  readonly secret?: { readonly code: string; readonly inner: { readonly code: string } };
  readonly fuse?: number;
}

// The planner ends the process for an alias that names what is required below a fragment: also for a name nobody sees.
sameAnswers({
  schema: `
    type Query { parcels: [Parcel!]! }
    type Parcel { id: ID! weight: Int content: Content label: String }
    union Content = Book | Lamp
    type Book { title: String pages: Int author: Author }
    type Lamp { watts: Int }
    type Author { id: ID! name: String }
  `,
  subgraphs: {
    depot: `
      type Query { parcels: [Parcel!]! }
      type Parcel @key(fields: "id") { id: ID! weight: Int content: Content hidden: Int @inaccessible }
      union Content = Book | Lamp
      type Book { title: String pages: Int author: Author secret: Secret @inaccessible }
      type Secret @inaccessible { code: String inner: Secret }
      type Author { id: ID! name: String }
      type Lamp { watts: Int fuse: Int @inaccessible }
    `,
    labels: `
      type Parcel @key(fields: "id") {
        id: ID!
        content: Content @external
        hidden: Int @external
        label: String
          @requires(fields: "hidden content { ... on Book { secret { code inner { code } } } ... on Lamp { fuse } }")
      }
      union Content = Book | Lamp
      type Book { secret: Secret @external }
      type Secret @inaccessible { code: String @external inner: Secret @external }
      type Lamp { fuse: Int @external }
    `,
  },
  data: () => {
    const contents = [
      {
        __typename: "Book",
        title: "Emma",
        pages: 9,
        author: { id: "a", name: "Jane" },
        secret: { code: "x", inner: { code: "y", inner: null } },
      },
      { __typename: "Lamp", watts: 40, fuse: 3 },
      null,
    ];
    const parcels = contents.map((content, nr) => ({
      __typename: "Parcel",
      id: `p${nr}`,
      weight: nr,
      content,
      hidden: nr * 7,
      label(this: { hidden: number; content: Content | null }) {
        const { hidden, content } = this;
        return `${hidden} ${content?.secret?.code} ${content?.secret?.inner.code} ${content?.fuse}`;
      },
    }));
    return { query: { parcels }, entities: parcels };
  },
  operations: {
    "computed from what nobody sees": `{ parcels { label content { __typename } } }`,
    "whose name is that of something else": `{ parcels { label hidden: weight } }`,
    "below a fragment, too": `{ parcels { label content { ... on Book { secret: pages } ... on Lamp { fuse: watts } } } }`,
    "as an object's": `{ parcels { label content { ... on Book { secret: author { code: name inner: id } } } } }`,
  },
});
