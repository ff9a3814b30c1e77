import { selectedFields } from "../selectedFields.ts";
import { SCHEMA } from "../testing/schema.ts";
import { withheldFields } from "./withheldFields.ts";

const answer = (data: Readonly<Record<string, unknown>>, ...withheld: readonly unknown[]) => ({
  data,
  extensions: { datamesh: { withheld } },
});
const fieldsOf = (query: string) => selectedFields(SCHEMA, { query });

describe("withheld fields", () => {
  test("are named from their row, counted, and told by the type they are of", () => {
    const data = {
      scores: { nodes: [{ customer: { name: "A." } }, { customer: null }, { customer: { name: "B." } }] },
    };
    const masked = { path: ["scores", "nodes", "customer", "name"], reason: "MASKED" };
    expect(
      withheldFields(answer(data, masked), fieldsOf("{ scores { nodes { customer { name } } } }")),
    ).toEqual([
      { ...masked, label: "customer.name", count: 2, parent: "Customer", field: "name", rows: undefined },
    ]);
  });

  test("count values that are redacted to null", () => {
    const masked = { path: ["customer", "email"], reason: "MASKED" };
    const [field] = withheldFields(answer({ customer: { email: null } }, masked), []);
    expect(field).toMatchObject({ label: "email", count: 1 });
  });

  test("are known by their alias", () => {
    const masked = { path: ["customer", "alias"], reason: "MASKED" };
    const [field] = withheldFields(
      answer({ customer: { alias: "A." } }, masked),
      fieldsOf("{ customer(customerId: 1) { alias: name } }"),
    );
    expect(field).toMatchObject({ label: "alias", parent: "Customer", field: "name" });
  });

  test("lead to rows where a whole list is denied", () => {
    const denied = { path: ["customers"], reason: "DENIED" };
    const [field] = withheldFields(
      answer({ customers: null }, denied),
      fieldsOf("{ customers { totalCount } }"),
    );
    expect(field).toMatchObject({ label: "customers", reason: "DENIED", rows: "Customer" });
  });

  test("are none where the answer says nothing of it, or nothing that is understood", () => {
    expect(withheldFields({ data: {} }, [])).toEqual([]);
    expect(
      withheldFields(answer({}, null, { path: "x", reason: "MASKED" }, { path: [], reason: "?" }), []),
    ).toEqual([]);
  });
});
