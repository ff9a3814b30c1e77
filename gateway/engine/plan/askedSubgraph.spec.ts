import { askedSubgraph } from "./askedSubgraph.ts";
import type { PathSegment, PlanNode, Request } from "./planNode.ts";

const request = (subgraph: string, operation: string): Request => ({
  subgraph,
  operation,
  operationName: undefined,
  isMutation: false,
  variables: [],
});
const field = (name: string): PathSegment => ({ kind: "field", name });
const items: PathSegment = { kind: "items" };
const group = (key: string, ...paths: readonly (readonly PathSegment[])[]) => ({
  key,
  variable: key,
  paths,
  requires: [],
  inputRewrites: [],
  outputRewrites: [],
});

const PLAN: PlanNode = {
  kind: "sequence",
  nodes: [
    {
      kind: "fetch",
      ...request("shops", "{ x_mine: shops { ...S } viewer { id } } fragment S on Shop { id owner { id } }"),
      outputRewrites: [],
    },
    {
      kind: "parallel",
      nodes: [
        {
          kind: "entities",
          ...request(
            "owners",
            "{ _e0: _entities(representations: []) { ... on Owner { name } } _e1: _entities(representations: []) { ... on Shop { rank } } }",
          ),
          groups: [
            group("_e0", [field("x_mine"), items, field("owner")], [field("viewer")]),
            group("_e1", [field("x_mine"), items]),
          ],
        },
        {
          kind: "condition",
          variable: "v",
          whenTrue: undefined,
          otherwise: {
            kind: "rootAgain",
            ...request("news", "{ headline }"),
            path: [field("viewer"), { kind: "types", names: ["Query"] }],
            outputRewrites: [],
          },
        },
      ],
    },
  ],
};

const shown = (key: string): string => key.replace(/^x_/, "");

test.each([
  ["shops", "mine"],
  ["shops", "mine owner id"],
  ["owners", "mine owner name"],
  ["owners", "viewer name"],
  ["owners", "mine rank"],
  ["news", "viewer headline"],
  [undefined, "mine name"],
  [undefined, "viewer rank"],
  [undefined, "headline"],
])("it is %s that is asked for the value at %s", (subgraph, keys) => {
  expect(askedSubgraph(PLAN, keys.split(" "), shown)).toBe(subgraph);
});
