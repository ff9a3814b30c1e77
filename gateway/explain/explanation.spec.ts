import { buildSchema } from "graphql";
import type { Access } from "../audit/accesses.ts";
import type { Answer } from "../types.ts";
import { explain } from "./explanation.ts";
import { explaining } from "./explaining.ts";

const access = (product: Access["product"], decision: Access["decision"]): Access => ({
  product,
  decision,
  because: "role analyst",
  purpose: null,
  fields: [],
  masked: [],
  denied: [],
});
const answerOf = (parts: Partial<Answer>): Answer => ({
  data: null,
  errors: [],
  withheld: [],
  accesses: [],
  ...parts,
});

test("a product that was denied as a whole is told to be, and not where it stands", async () => {
  const facts = { version: "1.0.0", revision: null, position: 7, lastEventAt: null };
  const asked: unknown[] = [];
  const { products } = await explain({
    mesh: {
      apiSchema: buildSchema("type Query { dataProduct: Int }"),
      answer: ({ variables }) => {
        asked.push(variables);
        return Promise.resolve(answerOf({ data: { p0: facts, p1: facts } }));
      },
    },
    answer: answerOf({ accesses: [access("loan-officers@1", "deny"), access("profiles@1", "allow")] }),
    explaining: explaining(),
    context: { consumer: { id: "ada", roles: [], scopes: [] }, requestId: "r1", note: () => undefined },
    milliseconds: 1,
    now: new Date(0),
  });
  expect(asked).toEqual([{ n0: "profiles", m0: 1 }]);
  expect(products).toEqual([
    { product: "loan-officers@1", decision: "deny", masked: [], denied: [] },
    {
      product: "profiles@1",
      decision: "allow",
      version: "1.0.0",
      revision: null,
      position: 7,
      masked: [],
      denied: [],
    },
  ]);
});
