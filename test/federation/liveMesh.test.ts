import { permissions } from "../../gateway/shield/permissions.ts";
import { mergeRules } from "../../gateway/authorize/mergeRules.ts";
import { createMesh } from "../../gateway/supergraph/createMesh.ts";
import { liveMesh, type MadeOf, type MeshListener } from "../../gateway/supergraph/liveMesh.ts";
import { bankSubgraphs } from "../../gateway/supergraph/testing/subgraphs.ts";
import { catalogRules } from "../../gateway/supergraph/testing/testMesh.ts";

const bank = () => bankSubgraphs().map(({ registered }) => registered);
const smaller = () => bank().filter(({ name }) => name !== "credit-oracle");

const create = (madeOf: MadeOf) =>
  createMesh({
    ...madeOf,
    permissions: mergeRules(permissions, catalogRules),
    transportTo: () => undefined,
    issueToken: () => Promise.resolve("token"),
  });

async function start(lastGood?: MadeOf) {
  const logged: (readonly string[])[] = [];
  const live = await liveMesh({ create, log: (problems) => void logged.push(problems), lastGood });
  const changes: Parameters<MeshListener>[] = [];
  const stop = live.onChange((...change) => void changes.push(change));
  return { live, logged, changes, stop };
}

test("there is no mesh before the first update", async () => {
  const { live, logged } = await start();
  expect(live.current()).toBeUndefined();
  expect(logged).toEqual([]);
});

test("an update makes a mesh and tells listeners of it, with what it takes to start from it again", async () => {
  const { live, changes } = await start();
  const update = await live.update(bank());
  const mesh = live.current();
  expect(update).toEqual({ ok: true, mesh });
  expect(changes).toEqual([[mesh, { supergraphSdl: mesh?.supergraphSdl, subgraphs: bank() }]]);
  const [, lastGood] = changes[0] ?? [];
  expect((await start(lastGood)).live.current()?.supergraphSdl).toBe(mesh?.supergraphSdl);
});

test("an update that changes nothing is no change", async () => {
  const { live, changes } = await start();
  await live.update(bank());
  const mesh = live.current();
  expect(await live.update(bank())).toEqual({ ok: true, mesh });
  expect(changes).toHaveLength(1);
});

test("a policy that changes is a change, though the supergraph stays the same", async () => {
  const { live, changes } = await start();
  await live.update(bank());
  const closed = bank().map((each) => ({
    ...each,
    products: each.products.map((one) => ({
      ...one,
      policy: { ...one.policy, read: { kind: "nobody" } as const },
    })),
  }));
  await live.update(closed);
  expect(changes).toHaveLength(2);
});

test("subgraphs that do not compose leave the last good mesh, and the reasons are told", async () => {
  const { live, logged, changes } = await start();
  await live.update(bank());
  const mesh = live.current();
  const clash = { name: "clash", sdl: "type Query { dataProducts: Int }", products: [] };
  const update = await live.update([...bank(), clash]);
  expect(update).toMatchObject({
    ok: false,
    problems: [expect.stringContaining("Query.dataProducts"), expect.anything()],
  });
  expect(logged).toEqual([!update.ok && update.problems]);
  expect(live.current()).toBe(mesh);
  expect(changes).toHaveLength(1);
});

test("a field without a rule leaves the last good mesh", async () => {
  const { live } = await start();
  await live.update(bank());
  const mesh = live.current();
  const open = { name: "open", sdl: "type Query { salaries: [Int] }", products: [] };
  const update = await live.update([...bank(), open]);
  expect(update).toEqual({ ok: false, problems: [expect.stringContaining("Query.salaries: no rule")] });
  expect(live.current()).toBe(mesh);
});

test("a field that a context adds to the product of another has no rule either", async () => {
  const { live } = await start();
  const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type CustomerProfileV1 @key(fields: "customerId") { customerId: ID! gossip: String }`;
  const update = await live.update([...bank(), { name: "gossips", sdl, products: [] }]);
  expect(update).toEqual({
    ok: false,
    problems: [expect.stringContaining("CustomerProfileV1.gossip: no rule")],
  });
});

test("a context may come before those its links lead to; until then these lead nowhere", async () => {
  const { live } = await start();
  const update = await live.update(bank().filter(({ name }) => name !== "customers"));
  expect(update.ok).toBe(true);
  expect((await live.update(bank())).ok).toBe(true);
});

test.each(["customers", "credit-oracle", "lending", "catalog"])(
  "context %s alone makes a mesh",
  async (only) => {
    const { live } = await start();
    const update = await live.update(bank().filter(({ name }) => name === only));
    expect(update).toMatchObject({ ok: true });
  },
);

test("updates take hold in the order in which they were asked for, however long each takes", async () => {
  const slowFirst = async (madeOf: MadeOf) => {
    if (madeOf.subgraphs.length > smaller().length) await new Promise((resolve) => setTimeout(resolve, 100));
    return create(madeOf);
  };
  const live = await liveMesh({ create: slowFirst, log: () => undefined });
  const broken = { name: "x", sdl: "type {", products: [] };
  const updates = [live.update(bank()), live.update([broken]), live.update(smaller())];
  expect((await Promise.all(updates)).map(({ ok }) => ok)).toEqual([true, false, true]);
  expect(live.current()?.apiSchema.getType("CustomerCreditScoreV2")).toBeUndefined();
});

test("a last good supergraph that is good no more is logged, and the mesh starts empty", async () => {
  const { live, logged } = await start({ supergraphSdl: "type Query { salaries: Int }", subgraphs: [] });
  expect(live.current()).toBeUndefined();
  expect(logged).toHaveLength(1);
  expect((await live.update(bank())).ok).toBe(true);
});

test("a listener that has stopped is not told", async () => {
  const { live, changes, stop } = await start();
  stop();
  await live.update(bank());
  expect(changes).toEqual([]);
});
