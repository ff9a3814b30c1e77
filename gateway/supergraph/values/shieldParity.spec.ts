import { composeServices } from "@theguild/federation-composition";
import fc from "fast-check";
import { graphql, type GraphQLFormattedError, type GraphQLSchema, parse } from "graphql";
import { beforeFetching } from "../../authorize/beforeFetching.ts";
import { compileRules } from "../../authorize/evaluateRules.ts";
import type { RuleTree } from "../../authorize/ruleTree.ts";
import { type AskedOperation, behindShield } from "../../authorize/testing/behindShield.ts";
import {
  type DataOf,
  generatedCase,
  schemaWithData,
} from "../../authorize/testing/generated/generatedCase.ts";
import { valueRules } from "../../authorize/valueRules.ts";
import { federationEngine } from "../../engine/index.ts";
import { accounting } from "../account.ts";
import type { Engine } from "../answeringEngine.ts";
import { answerOperation } from "../answerOperation.ts";
import { linkedRows } from "../linkedRows.ts";
import { operationPreparer } from "../prepareOperation.ts";
import { publicSchema } from "../publicSchema.ts";
import { subgraphCaller } from "../subgraphCaller.ts";

/** At the root there are two of each type that can be there, with other values, and below one, with these or those. */
const oneOrTwoOfEach: DataOf = ({ type, name }, objects) => {
  const texts = type === "Query" ? ["x", "y"] : [name.length % 2 === 0 ? "x" : "y"];
  const found = objects.flatMap((each) => texts.map((text) => rowOf(each.name, text)));
  return objects.length === 0 ? undefined : found;
};

/** An object with a value in each field that a generated type can have. */
function rowOf(type: string, text: string): object {
  const plain = ["a", "b", "c", "i", "j"].map((name) => [`${name}Plain`, name === "b" ? null : text]);
  const leaf = ["a", "b", "c", "i", "j"].map((name) => [`${name}Leaf`, text === "x" ? 1 : 2]);
  return { __typename: type, ...Object.fromEntries(plain), ...Object.fromEntries(leaf) };
}

interface Told {
  readonly data: unknown;
  /** Response keys of what was refused, without list indices, and without what is inside of it somewhere. */
  readonly refused: readonly string[];
}

/** What is refused before planning is told wherever it was asked for, also inside of what values then refuse everywhere. */
function told(data: unknown, errors: readonly Pick<GraphQLFormattedError, "path">[]): Told {
  const paths = errors.map(({ path = [] }) => path.filter((each) => typeof each === "string").join("."));
  const outer = paths.filter((path) => !paths.some((each) => path.startsWith(`${each}.`)));
  return { data: JSON.parse(JSON.stringify(data)) as unknown, refused: [...new Set(outer)].toSorted() };
}

/** What graphql-shield gives as a middleware around resolvers, whose parents have all values. */
async function throughShield(schema: GraphQLSchema, tree: RuleTree, asked: AskedOperation): Promise<Told> {
  const { data, errors = [] } = await behindShield(schema, tree, asked);
  return told(data, errors);
}

/** What is given over the same data in a subgraph. */
async function throughMesh(
  sdl: string,
  tree: RuleTree,
  { document, variables, context: { consumer } }: AskedOperation,
): Promise<Told & { readonly byValues: boolean }> {
  const subgraph = schemaWithData(sdl, oneOrTwoOfEach);
  const { supergraphSdl } = composeServices([{ name: "all", typeDefs: parse(sdl) }]);
  if (supergraphSdl === undefined) throw new TypeError("the schema does not compose");
  const schema = publicSchema(supergraphSdl);
  const reach = {
    transportTo: () => async (request: { readonly body: string }) => {
      const { query, variables: given } = JSON.parse(request.body) as { query: string; variables: object };
      const result = await graphql({ schema: subgraph, source: query, variableValues: { ...given } });
      return { status: 200, body: JSON.stringify(result) };
    },
  };
  const engine: Engine = {
    apiSchema: schema,
    products: [],
    productOf: () => undefined,
    prepare: operationPreparer({
      schema,
      links: linkedRows([]),
      engine: federationEngine(supergraphSdl),
      isPersonal: () => false,
      values: valueRules(schema, tree),
    }),
    evaluate: compileRules(schema, beforeFetching(tree)),
    callerFor: (context) => subgraphCaller(reach, context),
    introspect: () => ({}),
    findAccesses: () => [],
    accountFor: accounting({ products: [], findAccesses: () => [] }),
    waitMilliseconds: 0,
  };
  const { data, errors } = await answerOperation(
    engine,
    { document, variables },
    { consumer, requestId: "r1", note: () => undefined },
  );
  expect(errors.filter(({ extensions }) => extensions?.["code"] !== "FORBIDDEN")).toEqual([]);
  // Only what depends on values is told in single rows.
  const byValues = errors.some(({ path = [] }) => path.some((each) => typeof each === "number"));
  return { ...told(data, errors), byValues };
}

test("what rules refuse, on values or without, is what graphql-shield refuses around resolvers", async () => {
  const seen = { operations: 0, byValues: 0 };
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.constantFrom("analyst", "guest"), async (generate, role) => {
      const { sdl, schema, tree, document, variables } = generatedCase(generate, oneOrTwoOfEach, true);
      const asked = { document, variables, context: { consumer: { id: "ada", roles: [role], scopes: [] } } };
      const { byValues, ...ours } = await throughMesh(sdl, tree, asked);
      expect(ours).toEqual(await throughShield(schema, tree, asked));
      seen.operations += 1;
      if (byValues) seen.byValues += 1;
    }),
    { numRuns: 60, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true },
  );
  // A property over operations of which nothing is refused by values would show nothing.
  expect(seen.byValues).toBeGreaterThan(seen.operations / 10);
}, 120_000);
