import {
  dataProduct,
  describe as describeProduct,
  type Field,
  id,
  int,
  productRef,
  text,
} from "@datamesh/kernel/product";
import { anyone, context, event, z } from "@datamesh/kernel";
import { CONTEXTS } from "../../subgraphs/index.ts";
import type { Audited } from "./audit.ts";
import { AUDITS } from "./audits/index.ts";

const declared: readonly Audited[] = CONTEXTS.flatMap((each) =>
  each.products.map((product) => ({ context: each, product, descriptor: describeProduct(each, product) })),
);

describe.each(declared.map((each) => [productRef(each.product.name, each.product.major), each] as const))(
  "%s",
  (_ref, audited) => {
    it.each(
      AUDITS.filter((audit) => audit.level === "MUST").map((audit) => [audit.requires, audit] as const),
    )("MUST have: %s", (_requires, audit) => {
      expect(audit.findings(audited)).toEqual([]);
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
    },
    from: ({ on }) => [on(Happened, (e) => ({ key: e.data.key, amount: helper(e.data.n), count: 1 }))],
    sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
    policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: ["AML-CTF"] },
  });
  const home = context({
    name: "careless",
    owner: { ...owner, team: "others" },
    events: [Happened],
    products: [careless],
  });
  const audited = { context: home, product: careless, descriptor: describeProduct(home, careless) };

  it("finds what a careless product lacks", () => {
    const found = AUDITS.filter((audit) => audit.findings(audited).length > 0).map((audit) => audit.id);
    expect(found).toEqual([
      "owned-versioned-governed",
      "owner-is-context",
      "fields-described",
      "numbers-have-units",
      "money-is-decimal",
      "personal-fields-masked",
      "aml-retention",
      "folds-are-whole",
    ]);
  });

  it("has an id of its own", () => {
    expect(new Set(AUDITS.map((audit) => audit.id)).size).toBe(AUDITS.length);
  });
});
