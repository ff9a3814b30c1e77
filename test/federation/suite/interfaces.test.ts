import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers(
  {
    schema: `
      type Query { shelves: [Shelf!]! item(id: ID!): Item items: [Item] sellers: [Seller!]! }
      interface Item { id: ID! title: String seller: Seller }
      interface Priced { price: Int }
      type Book implements Item & Priced { id: ID! title: String seller: Seller price: Int pages: Int sequel: Item author: Author }
      type Toy implements Item & Priced { id: ID! title: String seller: Seller price: Int age: Int parts: [Item!] }
      type Gift implements Item { id: ID! title: String seller: Seller inside: Item }
      type Shelf { name: String items: [Item!]! best: Item priced: [Priced] }
      interface Seller { id: ID! name: String }
      type Shop implements Seller { id: ID! name: String city: String items: [Item!] }
      type Person implements Seller { id: ID! name: String born: Int }
      type Author { id: ID! name: String wrote: [Item!] }
    `,
    subgraphs: {
      shelves: `
        type Query { shelves: [Shelf!]! item(id: ID!): Item items: [Item] }
        type Shelf { name: String items: [Item!]! best: Item priced: [Priced] }
        interface Item { id: ID! }
        interface Priced { price: Int }
        type Book implements Item & Priced @key(fields: "id") { id: ID! price: Int @shareable sequel: Item author: Author }
        type Toy implements Item & Priced @key(fields: "id") { id: ID! price: Int @external parts: [Item!] }
        type Gift implements Item @key(fields: "id") { id: ID! inside: Item }
        type Author @key(fields: "id") { id: ID! }
      `,
      titles: `
        interface Item { id: ID! title: String seller: Seller }
        type Book implements Item @key(fields: "id") { id: ID! title: String seller: Seller pages: Int }
        type Toy implements Item @key(fields: "id") { id: ID! title: String seller: Seller price: Int age: Int }
        type Gift implements Item @key(fields: "id") { id: ID! title: String seller: Seller }
        interface Seller { id: ID! }
        type Shop implements Seller @key(fields: "id") { id: ID! }
        type Person implements Seller @key(fields: "id") { id: ID! }
      `,
      people: `
        type Query { sellers: [Seller!]! }
        interface Seller { id: ID! name: String }
        type Shop implements Seller @key(fields: "id") { id: ID! name: String city: String items: [Item!] }
        type Person implements Seller @key(fields: "id") { id: ID! name: String born: Int }
        type Author @key(fields: "id") { id: ID! name: String wrote: [Item!] }
        interface Item { id: ID! }
        type Book implements Item @key(fields: "id", resolvable: false) { id: ID! }
        type Toy implements Item @key(fields: "id", resolvable: false) { id: ID! }
        type Gift implements Item @key(fields: "id", resolvable: false) { id: ID! }
      `,
    },
    data: () => {
      const shop = { __typename: "Shop", id: "s1", name: "Corner", city: "Delft", items: [] as object[] };
      const person = { __typename: "Person", id: "q1", name: "Ada", born: 1815 };
      const author = { __typename: "Author", id: "w1", name: "Bob", wrote: [] as object[] };
      const toy = {
        __typename: "Toy",
        id: "t1",
        title: "Robot",
        seller: shop,
        price: 9,
        age: 4,
        parts: [] as object[],
      };
      const book = {
        __typename: "Book",
        id: "b1",
        title: "One",
        seller: person,
        price: 20,
        pages: 99,
        sequel: null as object | null,
        author: author as object | null,
      };
      const second = {
        ...book,
        id: "b2",
        title: null,
        seller: null,
        price: null,
        sequel: book,
        author: null,
      };
      const gift = { __typename: "Gift", id: "g1", title: "Box", seller: shop, inside: toy };
      const outer = { __typename: "Gift", id: "g2", title: null, seller: person, inside: gift };
      book.sequel = second;
      toy.parts.push(gift, book);
      shop.items.push(toy, gift, second);
      author.wrote.push(book, toy);
      const all = [book, toy, gift, second, outer];
      return {
        query: {
          shelves: [
            { name: "top", items: all, best: gift, priced: [book, null, second] },
            { name: "empty", items: [], best: null, priced: [] },
          ],
          item: ({ id }: { id: string }) => all.find((each) => each.id === id) ?? null,
          items: [toy, null, outer],
          sellers: [shop, person],
        },
        entities: [...all, shop, person, author],
      };
    },
    operations: {
      "aliases that are the field's own name": `{ items { seller { ... on Person { name } name: name } } }`,
      "a field of the interface that another subgraph has": `{ shelves { items { title } } }`,
      "with the type of each": `{ shelves { items { __typename id title } best { kind: __typename } } }`,
      "fields of its types, each from elsewhere": `{
        shelves { items { ... on Book { pages price } ... on Toy { age price } ... on Gift { inside { title } } } }
      }`,
      "one interface within another": `{ items { seller { name ... on Shop { city } ... on Person { born } } title } }`,
      "a fragment on another interface": `{ shelves { items { id ... on Priced { price } } priced { price } } }`,
      "a fragment on the interface itself, and on a type within": `{
        items { ... on Item { title ... on Gift { inside { ... on Item { title ... on Toy { age } } } } } }
      }`,
      "down a chain of interfaces": `{
        item(id: "g2") { ... on Gift { inside { ... on Gift { inside { title ... on Toy { parts { title ... on Book { sequel { seller { name } } } } } } } } } }
      }`,
      "from sellers to what they sell and back": `{
        sellers { name ... on Shop { items { title seller { name } ... on Book { author { name wrote { title } } } } } }
      }`,
      "the same key from different types": `{
        shelves { items { ... on Book { n: pages } ... on Toy { n: age } ... on Gift { m: id } } }
      }`,
      "only what no fragment fits": `{ items { ... on Book { pages } } }`,
      "by one id and by another": `{ a: item(id: "b2") { title seller { name } } b: item(id: "t1") { title ...Priced } } fragment Priced on Priced { price }`,
    },
    failures: {
      "the titles of all types are gone": {
        query: `{ shelves { items { id title } } items { title } }`,
        down: ["titles"],
        lost: ["Book.title", "Toy.title", "Gift.title"],
      },
    },
  },
  { http: true },
);
