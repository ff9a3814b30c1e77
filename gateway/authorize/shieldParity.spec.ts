import { createRequire } from "node:module";
import fc from "fast-check";
import {
  buildSchema,
  type DocumentNode,
  execute,
  getNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
  parse,
  validate,
} from "graphql";
import { collectSelections } from "./collectSelections.ts";
import { holds } from "./conditions.ts";
import { compileRules } from "./evaluateRules.ts";
import { deny, shield } from "./loadShield.ts";
import { operationParts } from "./operationParts.ts";
import type { RuleContext, RuleTree } from "./ruleTree.ts";
import { choicesOf } from "./testing/generated/choices.ts";
import { type GeneratedOperation, operationText } from "./testing/generated/operationText.ts";
import { ruleTree } from "./testing/generated/ruleTrees.ts";
import { schemaText } from "./testing/generated/schemaText.ts";
import { refusedUses } from "./withheld.ts";

// As graphql-shield loads it: the other build would not know its generator.
const { applyMiddleware } = createRequire(import.meta.url)("graphql-middleware") as {
  applyMiddleware: (schema: GraphQLSchema, middleware: unknown) => GraphQLSchema;
};

type Variables = GeneratedOperation["variables"];

/** Wherever something can be, there is one of each type that can be there. */
function withData(sdl: string): GraphQLSchema {
  const schema = buildSchema(sdl);
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    if (type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type);
      const types = isAbstractType(named) ? schema.getPossibleTypes(named) : [named];
      const found = types.map(({ name }) => ({ __typename: name }));
      field.resolve = () => (isCompositeType(named) ? found : 1);
    }
  }
  return schema;
}

/** What graphql-shield refuses as a middleware around resolvers: `Type at path`, without list indices. */
async function refusedByShield(
  schema: GraphQLSchema,
  tree: RuleTree,
  document: DocumentNode,
  variables: Variables,
  context: RuleContext,
): Promise<readonly string[]> {
  const permissions = (shield as (rules: RuleTree, options: object) => unknown)(tree, { fallbackRule: deny });
  const { data, errors = [] } = await execute({
    schema: applyMiddleware(schema, permissions),
    document,
    variableValues: variables,
    contextValue: { ...context },
  });
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
  document: DocumentNode,
  variables: Variables,
  context: RuleContext,
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
      const choices = choicesOf(generate);
      const sdl = schemaText(choices);
      const schema = withData(sdl);
      const tree = ruleTree(schema, choices);
      const { text, variables } = operationText(schema, choices);
      const document = parse(text);
      expect(validate(schema, document)).toEqual([]);
      const context = { consumer: { id: "ada", roles: [role], scopes: [] } };
      const ours = await refusedByUs(schema, tree, document, variables, context);
      expect(ours).toEqual(await refusedByShield(schema, tree, document, variables, context));
      seen.operations += 1;
      if (ours.length > 0) seen.refused += 1;
      else seen.allowed += 1;
    }),
    { numRuns: 100 },
  );
  // A property over operations of which nothing, or everything, is refused would show nothing.
  expect(seen.refused).toBeGreaterThan(seen.operations / 10);
}, 60_000);
