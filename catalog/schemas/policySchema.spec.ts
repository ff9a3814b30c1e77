import { anyOf, consumer, nobody, type Policy, role, type Rule, team } from "@datamesh/kernel";
import { describe as describeProduct } from "@datamesh/kernel/product";
import { policyPart, withPolicy } from "../state/index.ts";
import { people, sampleContext } from "../testing/samples.ts";
import { fieldPolicySchema, policySchema } from "./policySchema.ts";

const policy: Policy = {
  read: anyOf(role("analyst"), consumer("svc-scoring")),
  unmask: nobody,
  purposes: ["reporting"],
  retention: "7y",
  compliance: ["GDPR"],
};

describe("a policy as the catalog keeps it", () => {
  it.each<[string, Policy]>([
    ["without a word on writing, as before there was one", policy],
    ["hidden from those who may not read", { ...policy, hidden: true }],
    ["with who may write", { ...policy, write: team("customers") }],
  ])("is accepted %s", (_, given) => {
    expect(policySchema.parse(given)).toEqual(given);
  });

  it("is refused with a rule of a kind that is not known here", () => {
    const rule = { kind: "newer" } as unknown as Rule;
    expect(policySchema.safeParse({ ...policy, write: rule }).success).toBe(false);
  });

  it("says of a field who may write it, and nothing else", () => {
    const field = { name: "score", write: consumer("svc-scoring") };
    expect(fieldPolicySchema.parse(field)).toEqual(field);
    expect(fieldPolicySchema.safeParse({ ...field, admin: nobody }).success).toBe(false);
  });
});

describe("the policy's part of a contract", () => {
  it("holds who may write a field, and puts it back", () => {
    const product = describeProduct(sampleContext("registry", people()), people());
    const [key, ...others] = product.fields;
    const written = { ...product, fields: [{ ...key!, write: team("people") }, ...others] };
    const part = policyPart(written);
    expect(part.fields).toContainEqual(expect.objectContaining({ name: key!.name, write: team("people") }));
    expect(withPolicy(product, part)).toEqual(written);
    expect(withPolicy(written, policyPart(product))).toEqual(product);
  });
});
