import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { users: [User!]! me: User named: [Named!]! }
    interface Named { name: String }
    interface Aged implements Named { name: String age: Int }
    type User implements Named & Aged { id: ID! name: String age: Int address: Address friends: [User!] best: Named }
    type Robot implements Named { name: String model: Model }
    type Model { code: ID! year: Int maker: User }
    type Address { city: String geo: Geo }
    type Geo { lat: Float long: Float }
  `,
  subgraphs: {
    users: `
      type Query { users: [User!]! me: User named: [Named!]! }
      interface Named { name: String }
      type User implements Named @key(fields: "id") { id: ID! name: String friends: [User!] best: Named }
      type Robot implements Named { name: String model: Model }
      type Model @key(fields: "code") { code: ID! }
    `,
    facts: `
      interface Named { name: String }
      interface Aged implements Named { name: String age: Int }
      type User implements Named & Aged @key(fields: "id") { id: ID! name: String @external age: Int address: Address }
      type Address { city: String geo: Geo }
      type Geo { lat: Float long: Float }
      type Model @key(fields: "code") { code: ID! year: Int maker: User }
    `,
  },
  data: () => {
    const users = [1, 2, 3].map((nr) => ({
      __typename: "User",
      id: `u${nr}`,
      name: `User ${nr}`,
      age: nr === 2 ? null : 20 + nr,
      address: nr === 3 ? null : { city: `City ${nr}`, geo: { lat: nr / 3, long: -nr } },
      friends: [] as object[],
      best: null as object | null,
    }));
    const robot = {
      __typename: "Robot",
      name: "R2",
      model: { __typename: "Model", code: "m1", year: 1977, maker: users[1] },
    };
    const [first, second] = users;
    first?.friends.push(...users.slice(1));
    if (first) first.best = robot;
    if (second) second.best = first ?? null;
    return { query: { users, me: first, named: [robot, ...users] }, entities: [...users, robot.model] };
  },
  operations: {
    "one, used in several places": `{ users { ...U friends { ...U } } me { ...U } } fragment U on User { name age }`,
    "one within another, within another": `{ me { ...A } }
      fragment A on User { name ...B } fragment B on User { age ...C friends { ...C } }
      fragment C on User { address { ...D } } fragment D on Address { city geo { ...E } } fragment E on Geo { lat }`,
    "repeated in the same place": `{ me { ...U ...U ... on User { ...U age } name ...V } } fragment U on User { name age } fragment V on User { age name }`,
    "parts of the same object": `{
      me { address { city } ...A ...B friends { name } friends { age } ... { friends { address { city } } } }
    } fragment A on User { address { geo { lat } } } fragment B on User { address { geo { long } city } }`,
    "without a type": `{ ... { me { ... { name ... { age } } } } }`,
    "on the root": `{ ...R ... on Query { me { name } } } fragment R on Query { me { age } users { id } }`,
    "on an interface, of an object": `{ me { ...N ... on Aged { age } } } fragment N on Named { name ... on User { address { city } } }`,
    "on an interface, of an interface": `{ named { ... on Aged { age name } ... on Robot { model { year maker { age } } } } }`,
    "on types, of interfaces within": `{
      named { name ... on User { best { name ... on Robot { model { year } } ... on User { age best { name } } } } }
    }`,
    "the order of the keys is that in which they were asked for": `{
      me { age id ... on Named { name } friends { id } ...Z address { city } }
    } fragment Z on User { address { geo { long lat } } friends { age id name } z: id age }`,
  },
});
