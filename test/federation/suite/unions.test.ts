import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { search(text: String): [Hit!]! first: Hit groups: [[Hit]] feed: [Event!]! }
    union Hit = User | Post | Comment
    type User { id: ID! name: String pinned: Pin }
    type Post { id: ID! title: String author: User about: [Hit!] }
    type Comment { text: String on: Post }
    union Pin = Post | Link
    type Link { url: String title: Int }
    union Event = Post | Login
    type Login { at: String! user: User }
  `,
  subgraphs: {
    search: `
      type Query { search(text: String): [Hit!]! first: Hit groups: [[Hit]] }
      union Hit = User | Post | Comment
      type User @key(fields: "id") { id: ID! }
      type Post @key(fields: "id") { id: ID! about: [Hit!] }
      type Comment { text: String on: Post }
    `,
    users: `
      type Query { feed: [Event!]! }
      type User @key(fields: "id") { id: ID! name: String pinned: Pin }
      union Pin = Post | Link
      union Event = Post | Login
      type Post @key(fields: "id") { id: ID! }
      type Link { url: String title: Int }
      type Login { at: String! user: User }
    `,
    posts: `
      type Post @key(fields: "id") { id: ID! title: String author: User }
      type User @key(fields: "id") { id: ID! }
    `,
  },
  data: () => {
    const ada = { __typename: "User", id: "u1", name: "Ada", pinned: null as object | null };
    const bob = { __typename: "User", id: "u2", name: null, pinned: null as object | null };
    const post = { __typename: "Post", id: "p1", title: "Hello", author: ada, about: [] as object[] };
    const comment = { __typename: "Comment", text: "First", on: post };
    post.about.push(ada, comment, post);
    ada.pinned = post;
    bob.pinned = { __typename: "Link", url: "/x", title: 7 };
    const all = [ada, comment, post, bob, post];
    return {
      query: {
        search: ({ text }: { text?: string }) => (text === "none" ? [] : all),
        first: comment,
        groups: [[ada, null, post], [], null, [comment]],
        feed: [
          post,
          { __typename: "Login", at: "noon", user: bob },
          { __typename: "Login", at: "night", user: null },
        ],
      },
      entities: [ada, bob, post],
    };
  },
  operations: {
    "members that are entities elsewhere": `{ search { ... on User { name } ... on Post { title } ... on Comment { text } } }`,
    "only their types": `{ search { __typename } first { t: __typename } }`,
    "a member that is no entity leads to one": `{ first { ... on Comment { on { title author { name } } } } }`,
    "members within members": `{
      search { ... on Post { about { ... on User { name } ... on Comment { text on { id } } ... on Post { title } } } }
    }`,
    "lists of lists": `{ groups { __typename ... on Post { title } ... on User { name } } }`,
    "two unions with a member in common": `{ feed { ... on Post { title } ... on Login { at user { name pinned { __typename } } } } }`,
    "one key for fields of two members": `{ search { ... on User { pinned { ... on Post { p: title } ... on Link { l: title url } } } } }`,
    "an object of a member stands for nothing when not asked for": `{ search(text: "all") { ... on Comment { text } } }`,
    "no member at all": `{ search(text: "none") { ... on User { name } } }`,
    "the same member by two fragments": `{ search { ...A ...B } } fragment A on User { name } fragment B on User { pinned { ...C } } fragment C on Post { title }`,
  },
  failures: {
    "the subgraph of one member does not answer": {
      query: `{ search { __typename ... on User { name } ... on Post { id title } } }`,
      down: ["posts"],
      lost: ["Post.title", "Post.author"],
    },
  },
});
