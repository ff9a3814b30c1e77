import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { media: [Media!]! films: [Media!]! viewed: [Viewed!]! latest: Media }
    union Media = Book | Film | Song
    union Viewed = Film | Song
    type Book { id: ID! title: String similar: [Media] }
    type Film { id: ID! title: String length: Int similar: [Media] }
    type Song { id: ID! title: String singer: String }
  `,
  subgraphs: {
    books: `
      type Query { media: [Media!]! latest: Media }
      union Media = Book | Film
      type Book @key(fields: "id") { id: ID! title: String similar: [Media] @shareable }
      type Film @key(fields: "id") { id: ID! title: String @shareable }
    `,
    films: `
      type Query { films: [Media!]! }
      union Media = Film | Song
      type Film @key(fields: "id") { id: ID! title: String @shareable length: Int similar: [Media] }
      type Song @key(fields: "id") { id: ID! title: String }
    `,
    songs: `
      type Query { viewed: [Viewed!]! }
      union Viewed = Film | Song
      type Film @key(fields: "id", resolvable: false) { id: ID! }
      type Song @key(fields: "id") { id: ID! singer: String }
    `,
  },
  data: () => {
    const song = { __typename: "Song", id: "s1", title: "Hymn", singer: "Ada" };
    const film = {
      __typename: "Film",
      id: "f1",
      title: "Film",
      length: 90,
      similar: [song, null] as (object | null)[],
    };
    const book = { __typename: "Book", id: "b1", title: "Book", similar: [film, null] };
    film.similar.push(film);
    return {
      query: { media: [book, film], films: [film, song], viewed: [song, film], latest: book },
      entities: [song, film, book],
    };
  },
  operations: {
    "a subgraph that knows some of the members": `{ media { __typename ... on Book { title } ... on Film { title length } ... on Song { singer } } }`,
    "another that knows others": `{ films { __typename ... on Book { title } ... on Film { title length } ... on Song { title singer } } }`,
    "a fragment on a member that is not known there": `{ media { ... on Song { singer } } films { ... on Book { title } } }`,
    "from one to the other": `{ media { ... on Book { similar { ... on Film { length similar { __typename ... on Song { title singer } ... on Book { title } } } } } } }`,
    "a union of another subgraph over the same types": `{ viewed { ... on Song { title singer } ... on Film { title length similar { __typename } } } }`,
    one: `{ latest { ... on Book { title } ... on Song { singer } } }`,
  },
});
