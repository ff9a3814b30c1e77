import { isDeepStrictEqual } from "node:util";
import type { Check } from "@datamesh/kernel/conformance";
import { explainRule, nobody } from "@datamesh/kernel/policy";
import { describe, type ProductDescriptor, productRef } from "@datamesh/kernel/product";
import type { LiveMesh } from "./liveMesh.ts";

const REQUIREMENT = {
  id: "catalog-policy",
  level: "MUST",
  source: "GDPR art. 5(2) and 30: accountability, records of processing",
  requires: "the policy the gateway enforces, which is the catalog's, is the declared one",
} as const;

/** Compares declared policies with those in the catalog, which the gateway is composed of. */
export async function catalogPolicy({ contexts, connections }: LiveMesh): Promise<readonly Check[]> {
  const rows = await connections.as("catalog", "read").query({
    text: `select descriptor from catalog_store.catalog_product where status <> 'RETIRED'`,
  });
  const known = rows.map((row) => JSON.parse(row["descriptor"] ?? "null") as ProductDescriptor);
  const declared = contexts.flatMap((context) => context.products.map((each) => describe(context, each)));
  return declared.map((product) => {
    const registered = known.find(({ name, major }) => name === product.name && major === product.major);
    return {
      ...REQUIREMENT,
      subject: productRef(product.name, product.major),
      ...judged(product, registered),
    };
  });
}

function judged(
  declared: ProductDescriptor,
  registered: ProductDescriptor | undefined,
): Pick<Check, "result" | "evidence"> {
  if (registered === undefined) return { result: "fail", evidence: "it is not in the catalog" };
  const { policy } = registered;
  const differing = [
    ...(isDeepStrictEqual(policy, declared.policy) ? [] : ["policy"]),
    ...declared.fields
      .filter((field) => !isDeepStrictEqual(governed(field), governed(fieldOf(registered, field.name))))
      .map(({ name }) => `policy of ${name}`),
  ];
  if (differing.length > 0) return { result: "fail", evidence: `differing: ${differing.join(", ")}` };
  const rules = [policy.read, policy.write ?? nobody, policy.unmask].map(explainRule);
  return { result: "pass", evidence: `read ${rules[0]}; write ${rules[1]}; unmasked ${rules[2]}` };
}

type Field = ProductDescriptor["fields"][number];

const fieldOf = ({ fields }: ProductDescriptor, name: string): Partial<Field> =>
  fields.find((each) => each.name === name) ?? {};

const governed = ({ classification, mask, read, write }: Partial<Field>) => ({
  classification,
  mask,
  read,
  write,
});
