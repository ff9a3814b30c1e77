import { sameAnswers } from "./harness/sameAnswers.ts";

sameAnswers({
  schema: `
    type Query { tickets(state: State): [Ticket!]! }
    enum State { OPEN DONE }
    type Ticket { number: Int! state: State title: String assignee: Agent links: [Link!] }
    type Agent { name: String team: String }
    union Link = Ticket | Page
    type Page { url: String! }
  `,
  subgraphs: {
    tickets: `
      type Query { tickets(state: State, secret: Boolean @inaccessible): [Ticket!]! hidden: Int @inaccessible }
      enum State { OPEN DONE LOST @inaccessible }
      type Ticket @key(fields: "uuid") {
        uuid: ID! @inaccessible number: Int! state: State assignee: Agent links: [Link!]
      }
      type Agent @key(fields: "badge") { badge: ID! @inaccessible }
      union Link = Ticket | Page | Note
      type Page { url: String! }
      type Note @inaccessible { text: String }
    `,
    titles: `
      type Ticket @key(fields: "uuid") { uuid: ID! @inaccessible title: String }
    `,
    agents: `
      type Agent @key(fields: "badge") { badge: ID! @inaccessible name: String team: String @requires(fields: "region") region: String @external }
    `,
    regions: `type Agent @key(fields: "badge") { badge: ID! @inaccessible region: String @inaccessible }`,
  },
  data: () => {
    const agent = {
      __typename: "Agent",
      badge: "7",
      name: "Ada",
      region: "north",
      team(this: { region: string }) {
        return `team ${this.region}`;
      },
    };
    const tickets = [1, 2].map((number) => ({
      __typename: "Ticket",
      uuid: `uuid-${number}`,
      number,
      state: number === 1 ? "OPEN" : "DONE",
      title: `Ticket ${number}`,
      assignee: number === 1 ? agent : null,
      links: [] as object[],
    }));
    tickets[0]?.links.push({ __typename: "Page", url: "/a" }, ...tickets.slice(1));
    return {
      query: {
        tickets: ({ state }: { state?: string }) =>
          tickets.filter((each) => state === undefined || each.state === state),
      },
      entities: [agent, ...tickets],
    };
  },
  operations: {
    "entities whose key consumers do not see": `{ tickets { number title } }`,
    "fields computed from one that they do not see": `{ tickets { assignee { team name } } }`,
    "an enum of which they see a part": {
      query: `query ($state: State) { tickets(state: $state) { state title } }`,
      variables: { state: "DONE" },
    },
    "a union of which they see a part": `{ tickets { links { __typename ... on Ticket { title } ... on Page { url } } } }`,
    "names that they do not see are free for them": `{ tickets { uuid: title badge: number assignee { region: name badge: team } } }`,
  },
});
