import { buildSchema } from "graphql";
import { auditRules } from "./auditRules.ts";
import { denyRest } from "./denyRest.ts";
import { allow, deny } from "./loadShield.ts";

const schema = buildSchema(`
  type Query { open: Int, shut: Item, other: Int }
  type Item { id: ID, name: String }
  type Rest { id: ID }
`);

describe("a tree of rules that is completed", () => {
  it("keeps what it says and denies all else, so that the audit finds nothing amiss", () => {
    const rules = denyRest({ Query: { open: allow }, Item: allow }, schema);
    expect(rules).toEqual({
      Query: { open: allow, shut: deny, other: deny },
      Item: { id: allow, name: allow },
      Rest: { id: deny },
    });
    expect(() => auditRules(schema, rules)).not.toThrow();
  });

  it("keeps its own word on fields that are not named", () => {
    expect(denyRest({ Item: { "*": allow, id: deny } }, schema)["Item"]).toEqual({ id: deny, name: allow });
  });

  it("hides no mistake of the one it completes", () => {
    const rules = denyRest({ Item: { nmae: allow }, Nothing: allow }, schema);
    expect(() => auditRules(schema, rules)).toThrow(/Item.nmae: there is no such field/);
    expect(() => auditRules(schema, rules)).toThrow(/Nothing: there is no such type/);
  });

  it("denies everything when it says nothing", () => {
    expect(denyRest({}, schema)).toEqual({
      Query: { open: deny, shut: deny, other: deny },
      Item: { id: deny, name: deny },
      Rest: { id: deny },
    });
  });
});
