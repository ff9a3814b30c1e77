import fc from "fast-check";
import { buildSchema, getVariableValues, Kind, type OperationDefinitionNode, parse } from "graphql";
import { variableCoercer } from "./coerceVariables.ts";

const schema = buildSchema(`
  type Query { a: Int }
  scalar Money
  enum Band { A B }
  input Page { size: Int!, after: ID }
`);

function definitionsOf(declared: string) {
  const [operation] = parse(`query (${declared}) { a }`).definitions as [OperationDefinitionNode];
  if (operation.kind !== Kind.OPERATION_DEFINITION) throw new TypeError("no operation");
  return operation.variableDefinitions ?? [];
}

const type = fc
  .tuple(
    fc.constantFrom(
      "Int",
      "Float",
      "String",
      "ID",
      "Boolean",
      "Money",
      "Band",
      "Page",
      "[Int!]",
      "Query",
      "None",
    ),
  )
  .chain(([name]) => fc.constantFrom(name, `${name}!`));
const names = ["a", "b", "toString", "__proto__", "constructor"];
const declared = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names), type, fc.constantFrom("", "", "", " = null", " = 1")), {
    selector: ([name]) => name,
    minLength: 1,
  })
  .map((all) => all.map(([name, of, value]) => `$${name}: ${of}${value}`).join(", "));
const value = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, "A", "", 1, 1.5, -0, 2 ** 31, -(2 ** 31), 2 ** 53, true, [1], {
    size: 1,
  }),
  fc.double(),
  fc.string(),
  fc.jsonValue(),
);
const given = fc.dictionary(fc.constantFrom(...names, "more"), value, { noNullPrototype: true });

test("variables are coerced as graphql-js does, with its errors, whatever is declared and given", () => {
  fc.assert(
    fc.property(declared, given, (text, variables) => {
      const definitions = definitionsOf(text);
      const { coerced, errors } = getVariableValues(schema, definitions, variables, { maxErrors: 20 });
      const expected = {
        variables: coerced ?? {},
        problems: (errors ?? []).map(({ message }) => message),
      };
      const found = variableCoercer(schema, definitions)(variables);
      expect(found).toEqual(expected);
      expect(Object.keys(found.variables)).toEqual(Object.keys(expected.variables));
    }),
    { numRuns: 3_000 },
  );
});

describe("variables that are given again", () => {
  const coerce = variableCoercer(schema, definitionsOf("$id: ID!, $size: Int"));

  it("are coerced once where they are frozen, and then nobody can change them", () => {
    const given = Object.freeze({ id: "a", other: 1 });
    const { variables } = coerce(given);
    expect(coerce(given).variables).toBe(variables);
    expect(variables).toEqual({ id: "a" });
    expect(Object.isFrozen(variables)).toBe(true);
  });

  it("are coerced again where they may have changed", () => {
    const given: Record<string, unknown> = { id: "a" };
    expect(coerce(given).variables).toEqual({ id: "a" });
    given["id"] = "b";
    expect(coerce(given).variables).toEqual({ id: "b" });
  });

  it("have the same problems each time", () => {
    const given = Object.freeze({ size: 1 });
    expect(coerce(given).problems).toHaveLength(1);
    expect(coerce(given).problems).toEqual(coerce(given).problems);
  });

  it("are what each operation takes of them", () => {
    const given = Object.freeze({ id: "a", size: 1 });
    expect(coerce(given).variables).toEqual({ id: "a", size: 1 });
    expect(variableCoercer(schema, definitionsOf("$size: Int"))(given).variables).toEqual({ size: 1 });
  });
});
