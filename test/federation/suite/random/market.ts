/** A mesh in which much of what federation can express is found at once, for random operations. */
export const MARKET_SCHEMA = `
  type Query {
    works(first: Int): [Work!]! work(id: ID!): Work shelves: [[Work]] search(text: String): [Hit!]
    people: [Person!] me: Person! reviews(min: Int): [Review!]! offers: [Offer] cheapest(of: Kind = BOOK): Offer
  }
  interface Work { id: ID! title: String! reviews(first: Int): [Review!]! stars: Float }
  interface Printed { pages: Int }
  interface Sold { price(in: Currency = EUR): Int stock: Int! }
  type Book implements Work & Printed & Sold {
    id: ID! isbn: ID! title: String! pages: Int author: Person! sequel: Book reviews(first: Int): [Review!]! stars: Float
    price(in: Currency = EUR): Int stock: Int! label: String
  }
  type Film implements Work & Sold {
    id: ID! title: String! minutes: Int cast: [Person!] reviews(first: Int): [Review!]! stars: Float
    price(in: Currency = EUR): Int stock: Int! label: String
  }
  type Game implements Work {
    id: ID! title: String! players: Int! similar: [Work] reviews(first: Int): [Review!]! stars: Float
  }
  union Hit = Book | Film | Person | Tag
  union Item = Book | Film
  type Tag { name: String! count: Int hits: [Hit] }
  type Person {
    id: ID! name: String! email: String address: Address boss: Person friends(first: Int = 2): [Person!]!
    works: [Work] favourite: Hit reviews: [Review!] reputation: Int zone: Int
  }
  type Address { city: String! geo: Geo }
  type Geo { lat: Float! long: Float }
  type Review { id: ID! text: String score: Int! work: Work by: Person mood: Mood }
  enum Mood { GOOD BAD UNKNOWN }
  enum Currency { EUR USD }
  enum Kind { BOOK FILM }
  type Offer { code: ID! shop: Shop! item: Item amounts: [[Int!]] days: Int! cost(zone: Int = 1): Int best: Offer }
  type Shop { id: ID! name: String }
`;

export const MARKET_SUBGRAPHS = {
  catalog: `
    type Query { works(first: Int): [Work!]! work(id: ID!): Work shelves: [[Work]] search(text: String): [Hit!] }
    interface Work @key(fields: "id") { id: ID! title: String! }
    interface Printed { pages: Int }
    type Book implements Work & Printed @key(fields: "id") @key(fields: "isbn") {
      id: ID! isbn: ID! title: String! pages: Int author: Person! sequel: Book
    }
    type Film implements Work @key(fields: "id") { id: ID! title: String! minutes: Int cast: [Person!] }
    type Game implements Work @key(fields: "id") { id: ID! title: String! players: Int! similar: [Work] }
    union Hit = Book | Film | Person | Tag
    type Tag { name: String! count: Int hits: [Hit] }
    type Person @key(fields: "id") { id: ID! }
  `,
  people: `
    type Query { people: [Person!] me: Person! }
    type Person @key(fields: "id") {
      id: ID! name: String! @shareable email: String address: Address boss: Person friends(first: Int = 2): [Person!]!
      works: [Work] favourite: Hit
    }
    type Address { city: String! geo: Geo }
    type Geo { lat: Float! long: Float }
    type Work @interfaceObject @key(fields: "id", resolvable: false) { id: ID! }
    union Hit = Person | Book
    type Book @key(fields: "isbn", resolvable: false) { isbn: ID! }
  `,
  reviews: `
    type Query { reviews(min: Int): [Review!]! }
    type Work @interfaceObject @key(fields: "id") { id: ID! reviews(first: Int): [Review!]! stars: Float }
    type Review @key(fields: "id") { id: ID! text: String score: Int! work: Work by: Person @provides(fields: "name") mood: Mood }
    type Person @key(fields: "id") { id: ID! name: String! @external reviews: [Review!] reputation: Int }
    enum Mood { GOOD BAD UNKNOWN }
  `,
  shop: `
    type Query { offers: [Offer] cheapest(of: Kind = BOOK): Offer }
    interface Sold { price(in: Currency = EUR): Int stock: Int! }
    type Book implements Sold @key(fields: "isbn") { isbn: ID! price(in: Currency = EUR): Int stock: Int! }
    type Film implements Sold @key(fields: "id") { id: ID! price(in: Currency = EUR): Int stock: Int! }
    type Offer @key(fields: "code shop { id }") { code: ID! shop: Shop! item: Item amounts: [[Int!]] best: Offer }
    union Item = Book | Film
    type Shop { id: ID! @shareable name: String }
    enum Currency { EUR USD }
    enum Kind { BOOK FILM }
  `,
  shipping: `
    type Offer @key(fields: "code shop { id }") { code: ID! shop: Shop! @external days: Int! cost(zone: Int = 1): Int }
    type Shop { id: ID! @shareable }
    type Person @key(fields: "id") { id: ID! address: Address @external zone: Int @requires(fields: "address { city }") }
    type Address @external { city: String! }
    type Film @key(fields: "id") {
      id: ID! minutes: Int @external label: String @requires(fields: "minutes")
    }
    type Book @key(fields: "isbn") {
      isbn: ID! price(in: Currency = EUR): Int @external label: String @requires(fields: "price(in: USD)")
    }
    enum Currency { EUR USD }
  `,
};
