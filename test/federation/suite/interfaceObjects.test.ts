import { read } from "./harness/read.ts";
import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { media: [Media!]! book(id: ID!): Book best: [Media!]! playlists: [Playlist!]! }
    interface Media { id: ID! title: String! reviews: [Review!] stars: Float digest: String }
    type Book implements Media { id: ID! title: String! pages: Int reviews: [Review!] stars: Float digest: String }
    type Film implements Media { id: ID! title: String! minutes: Int reviews: [Review!] stars: Float digest: String }
    type Review { id: ID! text: String of: Media }
    type Playlist { name: String! media: [Media!]! }
  `,
  subgraphs: {
    media: `
      type Query { media: [Media!]! book(id: ID!): Book }
      interface Media @key(fields: "id") { id: ID! title: String! }
      type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int }
      type Film implements Media @key(fields: "id") { id: ID! title: String! minutes: Int }
    `,
    reviews: `
      type Query { best: [Media!]! }
      type Media @interfaceObject @key(fields: "id") { id: ID! reviews: [Review!] stars: Float }
      type Review @key(fields: "id") { id: ID! text: String of: Media }
    `,
    digests: `
      type Media @interfaceObject @key(fields: "id") {
        id: ID! title: String! @external digest: String @requires(fields: "title")
      }
    `,
    playlists: `
      type Query { playlists: [Playlist!]! }
      type Playlist { name: String! media: [Media!]! }
      type Media @interfaceObject @key(fields: "id", resolvable: false) { id: ID! }
    `,
  },
  data: () => {
    const shared = (id: string) => ({
      id,
      title: `Title of ${id}`,
      reviews: [] as object[],
      stars: id === "b2" ? null : 4.5,
      digest(this: object) {
        return `digest of ${String(read(this, "title"))}`;
      },
    });
    const media = [
      { __typename: "Book", ...shared("b1"), pages: 100 },
      { __typename: "Film", ...shared("f1"), minutes: 90 },
      { __typename: "Book", ...shared("b2"), pages: null },
    ];
    const reviews = media.slice(0, 2).map((of, index) => {
      const review = { __typename: "Review", id: `r${index}`, text: `text ${index}`, of };
      of.reviews.push(review);
      return review;
    });
    return {
      query: {
        media,
        best: media.toReversed(),
        playlists: [
          { name: "all", media },
          { name: "none", media: [] },
          { name: "twice", media: [media[1], media[1]] },
        ],
        book: ({ id }: { id: string }) =>
          media.find((each) => each.id === id && each.__typename === "Book") ?? null,
      },
      entities: [...media, ...reviews],
    };
  },
  operations: {
    "a field that a subgraph adds to an interface": `{ media { title reviews { text } } }`,
    "and of one of its types": `{ book(id: "b1") { stars pages reviews { id } } }`,
    "by fragments on the types": `{ media { ... on Book { stars pages } ... on Film { reviews { text } minutes } } }`,
    "an interface object and what the interface has elsewhere": `{ best { stars title } }`,
    "the type of an interface object": `{ best { __typename id } }`,
    "fragments on types that the subgraph does not know": `{
      best { stars ... on Book { pages } ... on Film { minutes title } }
    }`,
    "fragments on several types, of fields that the interface object has": `{
      best { ... on Book { stars reviews { text } } ... on Film { stars } }
      playlists { media { ... on Book { id reviews { id } } ... on Film { id } } }
    }`,
    "one interface object leads to another": `{ playlists { name media { stars title } } }`,
    "only what the interface object itself knows": `{ playlists { media { id } } best { id stars } }`,
    "computed of what its types have": `{ media { digest } best { digest } playlists { media { digest __typename } } }`,
    "there and back": `{ best { reviews { of { title reviews { of { __typename stars } } } } } }`,
  },
  failures: {
    "what the interface is in truth is not known, and so it is null": {
      query: `{ media { id title stars reviews { text } } }`,
      down: ["reviews"],
      lost: ["Book.stars", "Film.stars", "Book.reviews", "Film.reviews"],
    },
  },
});
