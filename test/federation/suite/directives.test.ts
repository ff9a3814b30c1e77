import { sameAnswers } from "./harness/sameAnswers.ts";

const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag", "@composeDirective", "@shareable"])
  @link(url: "https://example.org/audience/v1.0", import: ["@audience"])
  @composeDirective(name: "@audience")
directive @audience(name: String!) on FIELD_DEFINITION | OBJECT`;

sameAnswers({
  schema: `
    directive @audience(name: String!) on FIELD_DEFINITION | OBJECT
    type Query { pages(of: Filter): [Page!]! @deprecated(reason: "use them no more") }
    input Filter { kind: Kind }
    enum Kind { A B }
    "A page."
    type Page { id: ID! "What it is called." title: String views: Int @deprecated }
  `,
  subgraphs: {
    pages: `${LINK}
      type Query { pages(of: Filter @tag(name: "x")): [Page!]! @deprecated(reason: "use them no more") @tag(name: "public") }
      input Filter @tag(name: "y") { kind: Kind @tag(name: "z") }
      enum Kind @tag(name: "k") { A @tag(name: "a") B }
      "A page."
      type Page @key(fields: "id") @tag(name: "t") @audience(name: "all") {
        id: ID! @tag(name: "i")
        "What it is called."
        title: String @audience(name: "some")
      }
    `,
    views: `
      type Page @key(fields: "id") @tag(name: "u") { id: ID! views: Int @deprecated @tag(name: "secret") }
    `,
  },
  data: () => {
    const pages = ["p1", "p2"].map((id, index) => ({
      __typename: "Page",
      id,
      title: `Page ${id}`,
      views: index,
    }));
    return {
      query: { pages: ({ of }: { of?: { kind?: string } }) => (of?.kind === "B" ? [] : pages) },
      entities: pages,
    };
  },
  operations: {
    "tags and composed directives change nothing": `{ pages { title views } none: pages(of: { kind: B }) { id } }`,
    "an enum in a variable": {
      query: `query ($of: Filter) { pages(of: $of) { views } }`,
      variables: { of: { kind: "A" } },
    },
  },
});
