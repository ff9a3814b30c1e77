import { createRequire } from "node:module";
import { ApolloServer } from "@apollo/server";
import { buildSchema, execute, type GraphQLSchema, parse } from "graphql";
import { auditRules } from "./auditRules.ts";
import { compileRules } from "./evaluateRules.ts";
import { allow, rule, shield } from "./loadShield.ts";
import type { RuleContext, RuleTree } from "./ruleTree.ts";
import { collect } from "./testing/collect.ts";

/**
 * What graphql-shield does that nobody would expect, each reproduced with graphql-shield itself as a middleware, beside
 * what is done here: always the stricter.
 */
const require = createRequire(import.meta.url);
const { applyMiddleware } = require("graphql-middleware") as {
  applyMiddleware: (schema: GraphQLSchema, middleware: unknown) => GraphQLSchema;
};
const { not } = require("graphql-shield") as { not: (negated: typeof allow) => typeof allow };

const SDL = `
  interface Animal { name: String }
  type Cat implements Animal { name: String secret: String }
  type Query { cat(n: Int): Cat animal: Animal secret(n: Int): String other: String _entities: Cat }
  type Mutation { rename: Cat }
`;
const schema = buildSchema(SDL);
const context: RuleContext = { consumer: { id: "ada", roles: [], scopes: [] } };
const cat = { __typename: "Cat", name: "Tom", secret: "likes dogs" };

const named = (name: string, answer: (...asked: never[]) => unknown, cache: string = "no_cache") =>
  rule(name, { cache } as object)(answer as never);
const denied = () => named("denied", () => false);

/** What graphql-shield lets through, as a middleware around resolvers with its own defaults. */
async function throughShield(tree: object, query: string, options: object = {}) {
  const done: string[] = [];
  const resolvable = buildSchema(SDL);
  const rootValue = {
    cat,
    animal: cat,
    secret: "s",
    other: "o",
    _entities: cat,
    rename: () => (done.push("renamed"), cat),
  };
  const permissions = (shield as (rules: object, given: object) => unknown)(tree, options);
  const result = await execute({
    schema: applyMiddleware(resolvable, permissions),
    document: parse(query),
    rootValue,
    contextValue: { ...context },
  });
  return { data: JSON.parse(JSON.stringify(result.data)) as unknown, errors: result.errors ?? [], done };
}

/** The fields refused before planning, by `Type.field`. */
async function refused(tree: object, query: string): Promise<readonly string[]> {
  const evaluate = compileRules(schema, tree as RuleTree);
  const refusals = await evaluate(collect(schema, query).selections, {}, context);
  return refusals.map(({ selection: { type, field } }) => `${type.name}.${field.name}`);
}

const audit = (tree: object) => () => auditRules(schema, tree as RuleTree);
const open = { Query: allow, Mutation: allow, Cat: allow };

test("shield allows what has no rule; here it is refused, and no mesh starts with it", async () => {
  const tree = { Cat: { name: allow } };
  expect(await throughShield(tree, "{ cat { secret } }")).toMatchObject({
    data: { cat: { secret: "likes dogs" } },
  });
  expect(await refused(tree, "{ cat { secret } }")).toEqual(["Query.cat", "Cat.secret"]);
  expect(audit(tree)).toThrow("Query: no rule");
});

test("shield ignores a rule on an interface or a union; here no mesh starts with one", async () => {
  const tree = { ...open, Animal: denied() };
  expect(await throughShield(tree, "{ animal { name } }")).toMatchObject({
    data: { animal: { name: "Tom" } },
  });
  expect(audit(tree)).toThrow("Animal: only an object type can have rules");
  // What the rule was meant for is refused where it is put on the object type.
  expect(await refused({ ...open, Cat: denied() }, "{ animal { name } }")).toEqual(["Cat.name"]);
});

test("shield lets go of all rules of a type for one that is none; here no mesh starts with it", async () => {
  const tree = { Query: allow, Cat: { name: denied(), secret: "only admins" } };
  expect(await throughShield(tree, "{ cat { name } }")).toMatchObject({ data: { cat: { name: "Tom" } } });
  expect(audit({ ...open, ...tree })).toThrow("Cat.secret: not a rule");
  expect(await refused(tree, "{ cat { name } }")).toContain("Cat.name");
});

test("shield's not() allows when the rule it negates throws; here no mesh starts with it", async () => {
  const broken = named("broken", () => {
    throw new Error("the database is down");
  });
  const tree = { ...open, Query: not(broken as never) };
  expect(await throughShield(tree, "{ other }")).toMatchObject({ data: { other: "o" } });
  expect(audit(tree)).toThrow("Query: not a rule");
});

test("shield answers one field with the verdict on another where a rule is cached; here each is judged, and no mesh starts with it", async () => {
  const first = (cache: string) => named("first", (_parent: object, { n }: { n?: number }) => n === 1, cache);
  const query = "{ a: secret(n: 1) b: secret(n: 2) }";
  const shared = await throughShield({ ...open, Query: first("contextual") }, query);
  expect(shared).toMatchObject({ data: { a: "s", b: "s" } });
  expect(await refused({ ...open, Query: first("contextual") }, query)).toEqual(["Query.secret"]);
  for (const cache of ["contextual", "strict"]) {
    expect(audit({ ...open, Query: first(cache) })).toThrow('Query: rule "first" is cached');
  }
});

test("shield judges below a mutation when it has happened; here it is known before", async () => {
  const tree = { ...open, Cat: denied() };
  const mutation = "mutation { rename { name } }";
  expect((await throughShield(tree, mutation)).done).toEqual(["renamed"]);
  expect(await refused(tree, mutation)).toEqual(["Cat.name"]);
});

test("shield asks no rule of Query for what comes by _entities; here every type has its own", async () => {
  const tree = { Query: { "*": denied(), _entities: allow }, Mutation: allow };
  const query = "{ _entities { secret } }";
  expect(await throughShield(tree, query)).toMatchObject({ data: { _entities: { secret: "likes dogs" } } });
  expect(audit(tree)).toThrow("Cat: no rule");
  expect(await refused(tree, query)).toEqual(["Cat.secret"]);
});

test("shield's denials carry no code of ours; here they are FORBIDDEN", async () => {
  const tree = { ...open, Query: denied() };
  const { errors } = await throughShield(tree, "{ other }");
  expect(errors[0]?.extensions["code"]).not.toBe("FORBIDDEN");
  const evaluate = compileRules(schema, tree as RuleTree);
  const [refusal] = await evaluate(collect(schema, "{ other }").selections, {}, context);
  expect(refusal?.error.code).toBe("FORBIDDEN");
});

test("shield rethrows to the consumer what a rule throws, if it is told to; here nothing tells it to", async () => {
  const broken = named("broken", () => {
    throw new Error("postgres://secret@10.0.0.3 is down");
  });
  const tree = { ...open, Query: broken };
  const { errors } = await throughShield(tree, "{ other }", { debug: true });
  expect(errors[0]?.message).toContain("10.0.0.3");
  const evaluate = compileRules(schema, tree as unknown as RuleTree);
  const [refusal] = await evaluate(collect(schema, "{ other }").selections, {}, context);
  expect(refusal?.error.message).not.toContain("10.0.0.3");
});

test("shield is never asked at a federation gateway, where no resolver runs; here it is", async () => {
  const tree = { ...open, Query: denied() };
  const guarded = applyMiddleware(schema, (shield as (rules: object) => unknown)(tree));
  const server = new ApolloServer({
    gateway: {
      onSchemaLoadOrUpdate: (publish) => {
        publish({ apiSchema: guarded, coreSupergraphSdl: "" });
        return () => undefined;
      },
      load: () => Promise.resolve({ executor: () => Promise.resolve({ data: { other: "of a subgraph" } }) }),
      stop: () => Promise.resolve(),
    },
  });
  const { body } = await server.executeOperation({ query: "{ other }" });
  expect(body).toMatchObject({ singleResult: { data: { other: "of a subgraph" } } });
  await server.stop();
  expect(await refused(tree, "{ other }")).toEqual(["Query.other"]);
});
