import { parse } from "graphql";
import type { Answer } from "../types.ts";
import { consumer, testMesh } from "./testing/testMesh.ts";

/** Asks the same document several times, in each case for the same consumer. */
async function askAgain(
  query: string,
  given: readonly Readonly<Record<string, unknown>>[],
  ...roles: readonly string[]
) {
  const { mesh } = await testMesh();
  const document = parse(query);
  const context = { consumer: consumer(...roles), requestId: "r1", note: () => undefined };
  const answers: Answer[] = [];
  for (const variables of given) answers.push(await mesh.answer({ document, variables }, context));
  return answers;
}

test("an operation asked again tells the same of itself, without being worked out again", async () => {
  const query = `{ customerProfilesV1 { nodes { customerId fullName } } }`;
  const [first, second] = await askAgain(query, [{}, {}], "analyst");
  expect(first?.withheld).toEqual([{ path: ["customerProfilesV1", "nodes", "fullName"], reason: "MASKED" }]);
  expect(first?.accesses).toMatchObject([{ product: "customer-profiles@1", masked: ["fullName"] }]);
  expect(second?.withheld).toBe(first?.withheld);
  expect(second?.accesses).toBe(first?.accesses);
});

test("a filter that comes in a variable is accounted for anew each time", async () => {
  const query = `query ($where: CustomerProfileV1Where) { customerProfilesV1(where: $where) { totalCount } }`;
  const [plain, filtered] = await askAgain(query, [{}, { where: { country: { eq: "NL" } } }], "analyst");
  expect(plain?.accesses).toMatchObject([{ fields: [] }]);
  expect(filtered?.accesses).toMatchObject([{ fields: ["country"] }]);
});
