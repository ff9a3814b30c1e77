import { explainWithheld, withheldInWords } from "./explainWithheld.ts";

const REASONS = {
  name: "customers",
  major: 1,
  owner: { team: "customers", contact: "customers@example.org" },
  access: { rule: "role analyst", because: "role analyst", declarablePurposes: ["compliance"] },
  fields: [
    {
      name: "name",
      access: {
        effect: "MASK" as const,
        rule: "role owner",
        because: "missing role owner",
        mask: "initials" as const,
      },
    },
  ],
};
const FIELD = { path: ["a", "nodes", "name"], label: "name", count: 20, parent: "Customer", field: "name" };

describe("why a field was withheld", () => {
  test("is said in words: how it is shown, for whom it is not masked, what is missing, whom to ask", () => {
    expect(Object.fromEntries(explainWithheld({ ...FIELD, reason: "MASKED" }, REASONS))).toEqual({
      "Shown as": "the first letters of its words (initials)",
      "Unmasked for": "role owner",
      Because: "missing role owner",
      "You could declare": "the purpose compliance",
      Ask: "customers, customers@example.org",
    });
  });

  test("is the rule of the product where no field of it is meant", () => {
    const facts = explainWithheld({ ...FIELD, field: "customers", reason: "DENIED" }, REASONS);
    expect(facts[0]).toEqual(["May be read by", "role analyst"]);
  });

  test("is told in a line", () => {
    expect(withheldInWords({ ...FIELD, reason: "MASKED" })).toBe("name: masked in 20 rows");
    expect(withheldInWords({ ...FIELD, reason: "DENIED" })).toBe("name: denied");
  });
});
