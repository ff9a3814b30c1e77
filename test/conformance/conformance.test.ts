import { applies, AUDITS, auditedProducts, checkDeclared } from "@datamesh/kernel/conformance";
import { dataProduct, type Field, id, int, productRef, text } from "@datamesh/kernel/product";
import { allOf, anyone, context, event, purpose, team, z } from "@datamesh/kernel";
import { CONTEXTS } from "../../subgraphs/index.ts";

const declared = auditedProducts(CONTEXTS);

describe.each(declared.map((each) => [productRef(each.product.name, each.product.major), each] as const))(
  "%s",
  (_ref, audited) => {
    const audits = AUDITS.filter((audit) => audit.level === "MUST" && applies(audit, audited));
    it.each(audits.map((audit) => [audit.requires, audit] as const))("MUST have: %s", (_requires, audit) => {
      expect(audit.findings(audited)).toEqual([]);
      expect(audit.evidence(audited)).not.toBe("");
    });
  },
);

describe("an audit", () => {
  const helper = (n: number): number => n;
  const Happened = event("HAPPENED", { description: "It happened.", data: { key: z.string(), n: z.int() } });
  const owner = { team: "tests", contact: "nobody" };
  const careless = dataProduct({
    name: "careless",
    version: "1.0.0",
    owner,
    description: "Everything an audit should find.",
    key: "key",
    fields: {
      key: id(),
      amount: int().unit("EUR"),
      count: int(),
      email: text().optional() as Field<string | null>,
      phone: text().optional().personal({ mask: "redacted" }) as Field<string | null>,
    },
    from: ({ on }) => [on(Happened, (e) => ({ key: e.data.key, amount: helper(e.data.n), count: 1 }))],
    sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
    policy: {
      read: anyone,
      unmask: anyone,
      write: allOf(team("tests"), purpose("marketing")),
      purposes: ["general"],
      retention: "30y",
      compliance: ["GDPR", "CCPA", "AML-CTF"],
    },
  });
  const home = context({
    name: "careless",
    owner: { ...owner, team: "others" },
    events: [Happened],
    products: [careless],
  });
  const checks = checkDeclared(AUDITS, auditedProducts([home]));
  const failed = checks.filter(({ result }) => result === "fail");

  it("finds what a careless product lacks, each with its place and the law that demands it", () => {
    expect(failed.map(({ id: name, evidence }) => `${name}: ${evidence}`)).toEqual([
      "owned-versioned-governed: owner cannot be reached",
      "owner-is-context: tests is not others",
      "fields-described: key is not described; amount is not described; count is not described; email is not described; phone is not described",
      "numbers-have-units: count has no unit",
      "money-is-decimal: amount is int",
      "personal-fields-masked: email is not classified personal with a mask",
      "personal-fields-closed-by-default: every authenticated consumer sees phone",
      "personal-fields-have-a-subject: no field names the subject",
      "categories-disclosed: phone is not described",
      'purposes-specified: "general" says nothing of why the data is used',
      'purposes-disclosed: "general" says nothing of why the data is used',
      "purposes-can-count: a rule asks for marketing, which is not among the product's purposes",
      "storage-limited: retention is 30y",
      "aml-retention: retention is 30y",
      "folds-are-whole: a fold uses helper",
    ]);
    expect(failed.every(({ subject, source }) => subject === "careless@1" && source !== "")).toBe(true);
  });

  it("that follows from a regime is not asked of a product under none", () => {
    const free = { ...careless, policy: { ...careless.policy, compliance: [] } };
    const [audited] = auditedProducts([{ ...home, products: [free] }]);
    const asked = AUDITS.filter((audit) => applies(audit, audited!)).map((audit) => audit.under);
    expect(new Set(asked)).toEqual(new Set([undefined]));
    expect(failed.some(({ id: name }) => name === "people-have-a-law")).toBe(false);
    expect(checkDeclared(AUDITS, [audited!])).toContainEqual(
      expect.objectContaining({ id: "people-have-a-law", result: "fail" }),
    );
  });

  it("on what a product shows stands with its evidence", () => {
    const profiles = declared.filter(({ product }) => product.name === "customer-profiles");
    const evidence = new Map(checkDeclared(AUDITS, profiles).map((check) => [check.id, check.evidence]));
    expect(evidence.get("personal-fields-masked")).toBe(
      "masked: name initials, email redacted, nationalId lastFour, birthDate yearOnly",
    );
    expect(evidence.get("personal-fields-closed-by-default")).toBe(
      "without a role: name deny, email deny, nationalId deny, birthDate deny",
    );
    expect(evidence.get("purposes-specified")).toBe("purposes customer-service, reporting, compliance");
    expect(evidence.get("aml-retention")).toBe("retention 7y");
  });

  it("has an id of its own", () => {
    expect(new Set(AUDITS.map((audit) => audit.id)).size).toBe(AUDITS.length);
  });
});
