import { anyOf, context, dataProduct, event, id, role, team, text, z } from "@datamesh/kernel";
import { productGuard } from "@datamesh/kernel/graphql";
import type { Consumer } from "@datamesh/kernel/policy";
import { describe as descriptorOf } from "@datamesh/kernel/product";
import { catalog } from "../../catalog/context.ts";
import { startTestCatalog, type TestCatalog } from "../../catalog/testing/testCatalog.ts";
import { creditOracle, customers, lending, models } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const owner = { team: "a-team", contact: "a-team@datamesh.example" };
const Noted = event("NOTED", {
  description: "A note was made.",
  data: { noteId: z.string(), text: z.string() },
});
/** A product with a field for fewer than may read it. */
const notes = context({
  name: "notes",
  owner,
  events: [Noted],
  products: [
    dataProduct({
      name: "notes",
      version: "1.0.0",
      owner,
      description: "What was noted.",
      key: "noteId",
      fields: {
        noteId: id().describe("The note"),
        text: text().describe("What it says").readableBy(team("a-team")),
      },
      from: ({ on }) => [on(Noted, ({ data }) => ({ noteId: data.noteId, text: data.text }))],
      sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
      policy: {
        read: anyOf(role("analyst"), team("a-team")),
        purposes: ["testing"],
        retention: "1y",
        compliance: [],
      },
    }),
  ],
});
const CONTEXTS = [customers, models, creditOracle, lending, notes];
const PRODUCTS = CONTEXTS.flatMap((each) => each.products.map((product) => descriptorOf(each, product)));

const whoever = (roles: readonly string[], more: Partial<Consumer> = {}): Consumer => ({
  id: "ada",
  roles,
  scopes: [],
  ...more,
});
const compliance = whoever(["compliance"], { purposes: ["compliance", "reporting", "marketing"] });

describe("what whoever asks may see", () => {
  let mesh: TestMesh;
  let subject: TestCatalog;
  beforeAll(async () => {
    mesh = await startTestMesh([catalog]);
    subject = await startTestCatalog(mesh.mesh);
    for (const each of CONTEXTS) await subject.register(each);
  });
  afterAll(async () => {
    await subject.stop();
    await mesh.stop();
  });

  const asked = async <T>(consumer: Consumer, query: string): Promise<T> => {
    const { data, errors } = await subject.askAs(consumer, `{ ${query} }`);
    expect(errors).toBeUndefined();
    return data as T;
  };
  const profiles = async <T>(consumer: Consumer, fields: string): Promise<T> =>
    (await asked<{ dataProduct: T }>(consumer, `dataProduct(name: "customer-profiles") { ${fields} }`))
      .dataProduct;

  it("begins with who they are, as the token says", async () => {
    const ME = "me { id roles teams scopes purposes purpose client tenant }";
    const declared = whoever(["analyst", "team:customers", "team:lending"], {
      scopes: ["catalog:read"],
      purposes: ["reporting"],
      purpose: "compliance",
      client: "a-browser",
      tenant: "bank",
    });
    expect(await asked(declared, ME)).toEqual({
      me: {
        id: "ada",
        roles: ["analyst"],
        teams: ["customers", "lending"],
        scopes: ["catalog:read"],
        purposes: ["compliance", "reporting"],
        purpose: "compliance",
        client: "a-browser",
        tenant: "bank",
      },
    });
    const nothing = {
      roles: [],
      teams: [],
      scopes: [],
      purposes: [],
      purpose: null,
      client: null,
      tenant: null,
    };
    expect(await asked(whoever([]), ME)).toEqual({ me: { id: "ada", ...nothing } });
  });

  it.each([
    ["who may", whoever(["analyst"]), "ALLOW", "role analyst", null, []],
    [
      "who may not",
      whoever(["frontend"]),
      "DENY",
      "missing role analyst or team customers or role compliance",
      null,
      [],
    ],
    [
      "who could declare a purpose",
      compliance,
      "ALLOW",
      "role compliance",
      null,
      ["reporting", "compliance"],
    ],
    [
      "whose purpose counts",
      { ...compliance, purpose: "compliance" },
      "ALLOW",
      "role compliance",
      "compliance",
      ["reporting", "compliance"],
    ],
  ] as const)(
    "of a product, tells %s, and why",
    async (_who, consumer, effect, because, counted, declarable) => {
      const { access } = await profiles<{ access: object }>(
        consumer,
        "access { effect rule because purpose declarablePurposes }",
      );
      expect(access).toEqual({
        effect,
        rule: "role analyst or team customers or role compliance",
        because,
        purpose: counted,
        declarablePurposes: declarable,
      });
    },
  );

  it("of a field, tells how it is masked and what is missing to see it", async () => {
    const { fields } = await profiles<{ fields: readonly { name: string; access: object }[] }>(
      compliance,
      "fields { name access { effect mask rule because } }",
    );
    const rule = "team customers or (role compliance and purpose compliance)";
    expect(fields.find(({ name }) => name === "email")?.access).toEqual({
      effect: "MASK",
      mask: "redacted",
      rule,
      because: "missing team customers or purpose compliance (purpose compliance has to be declared)",
    });
    expect(fields.find(({ name }) => name === "country")?.access).toMatchObject({
      effect: "ALLOW",
      mask: null,
    });
  });

  it("of a field that is for fewer than its product, tells everybody else so", async () => {
    const text = async (consumer: Consumer) => {
      const { dataProduct } = await asked<{ dataProduct: { fields: readonly { access: object }[] } }>(
        consumer,
        `dataProduct(name: "notes") { fields { access { effect rule because } } }`,
      );
      return dataProduct.fields[1]?.access;
    };
    expect(await text(whoever(["analyst"]))).toEqual({
      effect: "DENY",
      rule: "team a-team",
      because: "missing team a-team",
    });
    expect(await text(whoever(["team:a-team"]))).toMatchObject({ effect: "ALLOW", because: "team a-team" });
  });

  it.each([
    ["an analyst", whoever(["analyst"])],
    ["a frontend", whoever(["frontend"])],
    ["an owner", whoever(["analyst", "team:customers", "team:a-team"])],
    ["compliance without a purpose", compliance],
    ["compliance with a purpose", { ...compliance, purpose: "compliance" }],
    ["somebody without a role", whoever([])],
  ])("is what subgraphs decide for %s", async (_who, consumer) => {
    interface Told {
      readonly nodes: readonly {
        readonly name: string;
        readonly major: number;
        readonly access: { readonly effect: string };
        readonly fields: readonly { readonly name: string; readonly access: { readonly effect: string } }[];
      }[];
    }
    const { dataProducts } = await asked<{ dataProducts: Told }>(
      consumer,
      "dataProducts { nodes { name major access { effect } fields { name access { effect } } } }",
    );
    expect(dataProducts.nodes).toHaveLength(PRODUCTS.length);
    for (const { name, major, access, fields } of dataProducts.nodes) {
      const product = PRODUCTS.find((each) => each.name === name && each.major === major)!;
      const guard = productGuard(product, consumer);
      expect(access.effect).toBe(admits(guard) ? "ALLOW" : "DENY");
      expect(fields.map((field) => [field.name, field.access.effect])).toEqual(
        product.fields.map((field) => [field.name, guard.field(field.name).effect.toUpperCase()]),
      );
    }
  });

  it("has an example of what others see, which is no value there is", async () => {
    const { fields } = await profiles<{ fields: readonly object[] }>(
      whoever([]),
      "fields { name example { value masked } }",
    );
    expect(fields).toEqual([
      { name: "customerId", example: { value: "customer-1042", masked: "customer-1042" } },
      { name: "name", example: { value: "Ada Lovelace", masked: "A. L." } },
      { name: "email", example: { value: "ada.lovelace@example.com", masked: null } },
      { name: "nationalId", example: { value: "NL-8812-4471", masked: "••••4471" } },
      { name: "birthDate", example: { value: "1984-03-12", masked: "1984-01-01" } },
      { name: "country", example: { value: "NL", masked: "NL" } },
      { name: "segment", example: { value: "sample segment", masked: "sample segment" } },
      {
        name: "registeredAt",
        example: { value: "2026-01-31T12:00:00.000Z", masked: "2026-01-31T12:00:00.000Z" },
      },
    ]);
  });
});

function admits(guard: ReturnType<typeof productGuard>): boolean {
  try {
    guard.admit();
    return true;
  } catch {
    return false;
  }
}
