import { contextTypeDefs, productGuard } from "@datamesh/kernel/graphql";
import type { Consumer } from "@datamesh/kernel/policy";
import { describe as descriptorOf, type ProductDescriptor, productRef } from "@datamesh/kernel/product";
import { issueServiceToken, newServiceKey, verifyServiceToken } from "@datamesh/kernel/servicetoken";
import { parse } from "graphql";
import { catalogSchema } from "../../catalog/graphql/catalogSchema.ts";
import type { Access } from "../../gateway/audit/index.ts";
import { permissions } from "../../gateway/shield/permissions.ts";
import { createMesh } from "../../gateway/supergraph/index.ts";
import type { Mesh } from "../../gateway/types.ts";
import { CONTEXTS } from "../../subgraphs/index.ts";

const key = newServiceKey();
const now = new Date();
const products = CONTEXTS.flatMap((context) => context.products.map((each) => descriptorOf(context, each)));

/** Whom a subgraph takes the consumer of a call for. */
async function arrived(subgraph: string, token: string, body: string): Promise<Consumer> {
  const verified = verifyServiceToken({ key, subgraph, token, body, now });
  if (!verified.ok) throw new Error(verified.reason);
  return verified.consumer;
}

let called: Consumer[] = [];
let mesh: Mesh;
beforeAll(async () => {
  const { sdl } = await catalogSchema();
  const ofContexts = CONTEXTS.map(({ name }) => {
    const own = products.filter(({ context }) => context === name);
    return { name, sdl: contextTypeDefs(own), products: own };
  });
  mesh = await createMesh({
    subgraphs: [{ name: "catalog", sdl, products: [] }, ...ofContexts],
    permissions,
    issueToken: (call) => issueServiceToken({ ...call, key, now }),
    transportTo:
      (subgraph) =>
      async ({ authorization, body }) => {
        called.push(await arrived(subgraph, authorization.replace("Bearer ", ""), body));
        throw new Error("only the decision is of interest");
      },
  });
});
beforeEach(() => (called = []));

const ROLES = {
  analyst: ["analyst"],
  frontend: ["frontend"],
  owner: ["analyst", "team:customers"],
  lender: ["team:lending"],
  compliance: ["compliance"],
  nobody: [],
} as const;
const PURPOSES: Readonly<Record<string, Partial<Consumer>>> = {
  "no purpose": {},
  "a declared purpose": { purpose: "compliance" },
  "one entitled purpose": { purposes: ["compliance", "marketing"] },
  "two entitled purposes": { purposes: ["compliance", "reporting"] },
  "one of two declared": { purposes: ["compliance", "reporting"], purpose: "compliance" },
  "a purpose of no product": { purpose: "marketing", purposes: ["compliance"] },
};
const consumers = Object.entries(ROLES).flatMap(([who, roles]) =>
  Object.entries(PURPOSES).map(
    ([how, more]) =>
      [
        `${who} with ${how}`,
        { id: "ada", roles, scopes: ["reports.read"], ...more } satisfies Consumer,
      ] as const,
  ),
);

async function atGateway({ graphql, fields }: ProductDescriptor, consumer: Consumer) {
  const query = `{ ${graphql.many} { nodes { ${fields.map(({ name }) => name).join(" ")} } } }`;
  const context = { consumer, requestId: "r1", note: () => undefined };
  const { accesses } = await mesh.answer({ document: parse(query), variables: {} }, context);
  if (accesses.length !== 1) throw new Error(`${accesses.length} accesses`);
  return effects(
    accesses[0]!,
    fields.map(({ name }) => name),
  );
}

const effects = ({ decision, masked, fields, denied }: Access, names: readonly string[]) =>
  names.map((name) => {
    if (decision === "deny" || denied.includes(name)) return `${name} deny`;
    if (masked.includes(name)) return `${name} mask`;
    return fields.includes(name) ? `${name} allow` : `${name} ?`;
  });

async function atSubgraph(product: ProductDescriptor, consumer: Consumer) {
  const { context: subgraph, fields } = product;
  const token = issueServiceToken({ key, subgraph, consumer, body: "", now });
  const guard = productGuard(product, await arrived(subgraph, token, ""));
  return fields.map(({ name }) => `${name} ${guard.field(name).effect}`);
}

describe("gateway and subgraph decide alike for", () => {
  it.each(consumers)("%s", async (_who, consumer) => {
    for (const product of products) {
      const ref = productRef(product.name, product.major);
      expect([ref, ...(await atGateway(product, consumer))]).toEqual([
        ref,
        ...(await atSubgraph(product, consumer)),
      ]);
    }
    for (const each of called) expect(each).toEqual(consumer);
  });

  it("consumers who differ in what they may see", async () => {
    const profiles = products.find(({ name }) => name === "customer-profiles")!;
    const seen = await Promise.all(consumers.map(([, consumer]) => atGateway(profiles, consumer)));
    expect(new Set(seen.map((each) => each.join())).size).toBe(3);
    expect(called.length).toBeGreaterThan(0);
  });
});
