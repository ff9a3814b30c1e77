import { buildSubgraphSchema } from "@apollo/subgraph";
import { composeServices } from "@theguild/federation-composition";
import {
  buildASTSchema,
  isEnumType,
  parse,
  type GraphQLArgument,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";
import { describe as describeProduct, type Context, type ProductDescriptor } from "../../product/index.ts";
import { sampleCustomers, sampleLending } from "../../postgres/read/testing/sampleContexts.ts";
import { contextTypeDefs } from "./contextTypeDefs.ts";

const productsOf = (context: Context): readonly ProductDescriptor[] =>
  context.products.map((product) => describeProduct(context, product));
const sdlOf = (context: Context): string => contextTypeDefs(productsOf(context));
const schemaOf = (context: Context): GraphQLSchema =>
  buildSubgraphSchema([{ typeDefs: parse(sdlOf(context)) }]);

const lending = schemaOf(sampleLending);
const customers = schemaOf(sampleCustomers);

const types = (
  fields: readonly { readonly name: string; readonly type: unknown }[],
): Record<string, string> => Object.fromEntries(fields.map(({ name, type }) => [name, String(type)]));
const typesOf = (schema: GraphQLSchema, name: string): Record<string, string> => {
  const type = schema.getType(name) as GraphQLObjectType | GraphQLInputObjectType | undefined;
  return types(Object.values(type?.getFields() ?? {}));
};
const argumentsOf = (schema: GraphQLSchema, field: string): readonly GraphQLArgument[] =>
  schema.getQueryType()?.getFields()[field]?.args ?? [];
const fieldText = (schema: GraphQLSchema, type: string, field: string): string | undefined | null =>
  (schema.getType(type) as GraphQLObjectType).getFields()[field]?.description;
const valuesOf = (schema: GraphQLSchema, name: string): readonly string[] => {
  const type = schema.getType(name);
  return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
};

describe("the subgraph SDL of a context", () => {
  it("has a type per product, each field with its GraphQL type, nullable where a row may lack it", () => {
    expect(typesOf(lending, "LoanApplicationV1")).toEqual({
      id: "ID!",
      applicationId: "ID!",
      customerId: "ID",
      score: "Int!",
      confidence: "Float",
      amount: "Decimal",
      clicks: "BigInt",
      urgent: "Boolean",
      submittedOn: "Date",
      decidedAt: "DateTime",
      outcome: "LoanApplicationV1Outcome",
      channel: "String",
      comment: "String",
      tags: "[String!]",
      customer: "CustomerProfileV1",
    });
  });

  it("makes nullable what may be withheld: personal fields and those with a read rule of their own", () => {
    const fields = typesOf(customers, "CustomerProfileV1");
    expect([fields["name"], fields["income"], fields["riskNote"]]).toEqual(["String", "Int", "String"]);
    expect([fields["country"], fields["customerId"]]).toEqual(["String!", "ID!"]);
  });

  it("says of a field what it means, in which unit, and how it is masked", () => {
    expect(fieldText(lending, "LoanApplicationV1", "score")).toBe(
      "0 to 1000, higher is safer (unit: points)",
    );
    expect(fieldText(customers, "CustomerProfileV1", "nationalId")).toContain("masked (lastFour)");
  });

  it("survives quotes in descriptions", () => {
    expect(lending.getType("LoanApplicationV1")?.description).toContain(
      'What became of a """loan application"""',
    );
  });

  it("has nullable root fields for one row and for the connection", () => {
    expect(types(Object.values(lending.getQueryType()?.getFields() ?? {}))).toMatchObject({
      loanApplicationV1: "LoanApplicationV1",
      loanApplicationsV1: "LoanApplicationV1Connection",
    });
    expect(types(argumentsOf(lending, "loanApplicationV1"))).toEqual({ applicationId: "ID!" });
    expect(types(argumentsOf(lending, "loanApplicationsV1"))).toEqual({
      first: "Int",
      after: "String",
      last: "Int",
      before: "String",
      where: "LoanApplicationV1Where",
      orderBy: "[LoanApplicationV1OrderBy!]",
    });
    expect(typesOf(lending, "LoanApplicationV1Connection")).toEqual({
      edges: "[LoanApplicationV1Edge!]!",
      nodes: "[LoanApplicationV1!]!",
      pageInfo: "PageInfo!",
      totalCount: "Int!",
      product: "DataProduct",
    });
  });

  it("types the filter of every field by its kind", () => {
    expect(typesOf(lending, "LoanApplicationV1Where")).toEqual({
      and: "[LoanApplicationV1Where!]",
      or: "[LoanApplicationV1Where!]",
      not: "LoanApplicationV1Where",
      applicationId: "IdFilter",
      customerId: "IdFilter",
      score: "IntFilter",
      confidence: "FloatFilter",
      amount: "DecimalFilter",
      clicks: "BigIntFilter",
      urgent: "BooleanFilter",
      submittedOn: "DateFilter",
      decidedAt: "DateTimeFilter",
      outcome: "LoanApplicationV1OutcomeFilter",
      channel: "TextEqualityFilter",
      comment: "TextFilter",
      tags: "ListFilter",
    });
    expect(typesOf(lending, "IntFilter")).toEqual({
      eq: "Int",
      in: "[Int!]",
      gt: "Int",
      gte: "Int",
      lt: "Int",
      lte: "Int",
      isNull: "Boolean",
    });
    expect(typesOf(lending, "TextFilter")).toHaveProperty("startsWith", "String");
    expect(typesOf(lending, "ListFilter")).toEqual({ isNull: "Boolean" });
    expect(typesOf(lending, "BooleanFilter")).toEqual({ eq: "Boolean", isNull: "Boolean" });
    expect(typesOf(lending, "LoanApplicationV1OutcomeFilter")).toEqual({
      eq: "LoanApplicationV1Outcome",
      in: "[LoanApplicationV1Outcome!]",
      isNull: "Boolean",
    });
  });

  it("lets personal fields and subjects be compared for equality only, and never ordered by", () => {
    const filters = typesOf(customers, "CustomerProfileV1Where");
    for (const name of ["name", "nationalId", "birthDate", "income", "customerId"]) {
      expect(Object.keys(typesOf(customers, filters[name] ?? ""))).toEqual(["eq", "in", "isNull"]);
    }
    expect(valuesOf(customers, "CustomerProfileV1OrderField")).toEqual(["country", "riskNote", "advisorId"]);
    expect(valuesOf(lending, "LoanApplicationV1OrderField")).not.toContain("tags");
  });

  it("has no order argument where there is nothing to order by", () => {
    expect(argumentsOf(customers, "advisorsV1").map(({ name }) => name)).not.toContain("orderBy");
    expect(customers.getType("AdvisorV1OrderBy")).toBeUndefined();
  });

  it("names only the scalars it uses", () => {
    expect(customers.getType("Date")).toBeDefined();
    expect(customers.getType("Decimal")).toBeUndefined();
  });

  it("deprecates every field and both root fields of a product whose end is announced, and no other", () => {
    const deprecated = { since: "2026-01-01", sunset: "2026-07-01", use: "advisors@2" } as const;
    const [profiles, advisors] = productsOf(sampleCustomers);
    const sdl = contextTypeDefs([profiles, { ...advisors, deprecated }] as ProductDescriptor[]);
    const schema = buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
    const reasons = (type: string): Record<string, string | undefined | null> =>
      Object.fromEntries(
        Object.values((schema.getType(type) as GraphQLObjectType).getFields())
          .filter(({ name }) => name !== "id" && !name.startsWith("_"))
          .map(({ name, deprecationReason }) => [name, deprecationReason]),
      );
    const reason = "since 2026-01-01, withdrawn 2026-07-01: use advisors@2";
    expect(new Set(Object.values(reasons("AdvisorV1")))).toEqual(new Set([reason]));
    expect(new Set(Object.values(reasons("CustomerProfileV1")))).toEqual(new Set([undefined]));
    expect(reasons("Query")).toMatchObject({
      advisorV1: reason,
      advisorsV1: reason,
      customerProfileV1: undefined,
      customerProfilesV1: undefined,
    });
  });

  it("refuses a field whose name means something else in a filter", () => {
    const [first] = productsOf(sampleLending);
    const fields = first?.fields.map((field) =>
      field.name === "comment" ? { ...field, name: "not" } : field,
    );
    expect(() => contextTypeDefs([{ ...first, fields } as ProductDescriptor])).toThrow(
      new TypeError("loan-applications: a field cannot be named not"),
    );
  });

  it("refuses a link within the context to anything but a key", () => {
    const [profiles, advisors] = productsOf(sampleCustomers);
    const links = profiles?.links.map((link) => (link.name === "advisor" ? { ...link, key: "badge" } : link));
    expect(() => contextTypeDefs([{ ...profiles, links }, advisors] as ProductDescriptor[])).toThrow(
      new TypeError("customer-profiles: link advisor must lead to the key of advisors@1"),
    );
  });
});

describe("the subgraphs of several contexts", () => {
  const catalog = `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { dataProduct(name: String!): DataProduct }
    type DataProduct @key(fields: "name major") { name: String! major: Int! description: String }`;
  const result = composeServices(
    [
      ["customers", sdlOf(sampleCustomers)] as const,
      ["lending", sdlOf(sampleLending)] as const,
      ["catalog", catalog] as const,
    ].map(([name, sdl]) => ({ name, typeDefs: parse(sdl), url: `http://${name}` })),
  );
  const supergraph = result.supergraphSdl ?? "";
  const composed = buildASTSchema(parse(supergraph || "type Query { nothing: Int }"), {
    assumeValidSDL: true,
  });

  it("compose into one graph", () => {
    expect(result.errors?.map(String)).toBeUndefined();
  });

  it("link rows across contexts: what one names, the other owns", () => {
    expect(typesOf(composed, "LoanApplicationV1")["customer"]).toBe("CustomerProfileV1");
    expect(typesOf(composed, "CustomerProfileV1")).toHaveProperty("nationalId", "String");
    expect(typesOf(composed, "DataProduct")).toHaveProperty("description", "String");
  });

  it("lose no filter, order or scalar on the way", () => {
    for (const [schema, name] of [
      [lending, "LoanApplicationV1Where"],
      [customers, "CustomerProfileV1Where"],
      [lending, "TextFilter"],
      [customers, "DateEqualityFilter"],
    ] as const) {
      expect(typesOf(composed, name)).toEqual(typesOf(schema, name));
    }
    expect(valuesOf(composed, "OrderDirection")).toEqual(["ASC", "DESC"]);
    expect(supergraph.match(/scalar Date .*@specifiedBy\(url: "([^"]+)"\)/)?.[1]).toBe(
      "https://scalars.graphql.org/andimarek/local-date.html",
    );
  });
});
