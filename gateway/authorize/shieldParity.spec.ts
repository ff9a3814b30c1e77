import fc from "fast-check";
import type { GraphQLSchema } from "graphql";
import { collectSelections } from "./collectSelections.ts";
import { holds } from "./conditions.ts";
import { compileRules } from "./evaluateRules.ts";
import { operationParts } from "./operationParts.ts";
import type { RuleTree } from "./ruleTree.ts";
import { type AskedOperation, behindShield } from "./testing/behindShield.ts";
import { type DataOf, generatedCase } from "./testing/generated/generatedCase.ts";
import { refusedUses } from "./withheld.ts";

/** Wherever something can be, there is one of each type that can be there. */
const oneOfEach: DataOf = (_, objects) =>
  objects.length === 0 ? 1 : objects.map(({ name }) => ({ __typename: name }));

/** What graphql-shield refuses as a middleware around resolvers: `Type at path`, without list indices. */
async function refusedByShield(
  schema: GraphQLSchema,
  tree: RuleTree,
  asked: AskedOperation,
): Promise<readonly string[]> {
  const { data, errors = [] } = await behindShield(schema, tree, asked);
  const refused = errors.map(({ path = [] }) => {
    const keys = path.filter((each) => typeof each === "string");
    return `${typeAt(data, path.slice(0, -1))} at ${keys.join(".")}`;
  });
  return [...new Set(refused)].toSorted();
}

function typeAt(data: unknown, path: readonly (string | number)[]): string {
  const at = (value: unknown, key: string | number) => (value as Record<string | number, unknown>)[key];
  return String(at(path.reduce(at, data), "__typename"));
}

/** What is refused before planning. */
async function refusedByUs(
  schema: GraphQLSchema,
  tree: RuleTree,
  { document, variables, context }: AskedOperation,
): Promise<readonly string[]> {
  const { selections } = collectSelections(schema, operationParts(document));
  const asked = selections.filter(({ conditions }) => holds(conditions, variables));
  const refusals = await compileRules(schema, tree)(asked, variables, context);
  const refused = refusals.flatMap((refusal) =>
    refusedUses(refusal, refusals, () => true).map(
      ({ path }) => `${refusal.selection.type.name} at ${path.join(".")}`,
    ),
  );
  return [...new Set(refused)].toSorted();
}

test("what is refused before planning is what graphql-shield refuses around resolvers", async () => {
  const seen = { operations: 0, refused: 0, allowed: 0 };
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.constantFrom("analyst", "guest"), async (generate, role) => {
      const { schema, tree, document, variables } = generatedCase(generate, oneOfEach);
      const context = { consumer: { id: "ada", roles: [role], scopes: [] } };
      const asked = { document, variables, context };
      const ours = await refusedByUs(schema, tree, asked);
      expect(ours).toEqual(await refusedByShield(schema, tree, asked));
      seen.operations += 1;
      if (ours.length > 0) seen.refused += 1;
      else seen.allowed += 1;
    }),
    { numRuns: 100 },
  );
  // A property over operations of which nothing, or everything, is refused would show nothing.
  expect(seen.refused).toBeGreaterThan(seen.operations / 10);
}, 60_000);
