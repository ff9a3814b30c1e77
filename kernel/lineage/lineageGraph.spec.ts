import type { InputDescriptor } from "../product/index.ts";
import type { LineageSource } from "./lineage.ts";
import { lineageGraph } from "./lineageGraph.ts";

const product = (name: string, ...inputs: readonly InputDescriptor[]): LineageSource => ({
  name,
  major: 1,
  version: "1.0.0",
  title: name,
  context: name,
  owner: { team: "a-team", contact: "a-team@datamesh.example" },
  inputs,
});
const events = (log: string, fields: Record<string, readonly string[]> = {}): InputDescriptor => ({
  kind: "events",
  log,
  eventTypes: ["HAPPENED"],
  eventVersion: 1,
  fields,
});
const join = (of: string, take: Record<string, string> = {}): InputDescriptor => ({
  kind: "join",
  product: `${of}@1`,
  by: "key",
  take,
});
const found = ({ nodes }: { nodes: readonly { id: string; distance: number }[] }) =>
  nodes.map(({ id, distance }) => [id, distance]);

describe("the lineage of a mesh", () => {
  const mesh = lineageGraph([
    product("base", events("base_events")),
    product("middle", events("middle_events"), join("base")),
    product("top", events("middle_events"), join("middle"), join("base")),
  ]);

  it("is followed upstream, nearest first, each node once", () => {
    expect(found(mesh.upstream("top@1"))).toEqual([
      ["top@1", 0],
      ["middle_events", 1],
      ["middle@1", 1],
      ["base@1", 1],
      ["base_events", 2],
    ]);
    expect(mesh.upstream("top@1").edges).toHaveLength(6);
  });

  it("is followed downstream, from products and from logs", () => {
    expect(found(mesh.downstream("base@1"))).toEqual([
      ["base@1", 0],
      ["middle@1", 1],
      ["top@1", 1],
    ]);
    expect(found(mesh.downstream("base_events")).map(([id]) => id)).toEqual([
      "base_events",
      "base@1",
      "middle@1",
      "top@1",
    ]);
  });

  it("is followed as far as asked", () => {
    expect(found(mesh.upstream("top@1", { depth: 0 }))).toEqual([["top@1", 0]]);
    expect(found(mesh.downstream("base_events", { depth: 1 })).map(([id]) => id)).toEqual([
      "base_events",
      "base@1",
    ]);
  });

  it("says when it is more than may be told", () => {
    expect(mesh.upstream("top@1", { nodes: 3 })).toMatchObject({ complete: false, nodes: { length: 3 } });
    expect(mesh.upstream("top@1", { nodes: 5 }).complete).toBe(true);
  });

  it("holds a product that is only named by another, and nothing for what is not there", () => {
    const [, , named] = lineageGraph([product("lonely", events("log"), join("gone"))]).upstream(
      "lonely@1",
    ).nodes;
    expect(named).toEqual({ id: "gone@1", kind: "PRODUCT", name: "gone", distance: 1 });
    expect(mesh.upstream("nowhere@1")).toEqual({ nodes: [], edges: [], complete: true });
  });

  it("begins at models too, upstream of all that is derived from what they made", () => {
    const models = [
      { id: "oracle-v2", product: "base@1" },
      { id: "oracle-v1", product: "base@1" },
    ] as const;
    const observed = lineageGraph(
      [product("base", events("base_events")), product("top", join("base"))],
      models,
    );
    expect(found(observed.upstream("top@1"))).toEqual([
      ["top@1", 0],
      ["base@1", 1],
      ["base_events", 2],
      ["oracle-v2", 2],
      ["oracle-v1", 2],
    ]);
    expect(observed.nodes.get("oracle-v2")).toEqual({ id: "oracle-v2", kind: "MODEL", name: "oracle-v2" });
    expect(observed.inputsOf("base@1").slice(1)).toEqual(
      models.map(({ id }) => ({ from: id, to: "base@1", kind: "MODEL", eventTypes: [], fields: [] })),
    );
    expect(found(observed.downstream("oracle-v1"))).toEqual([
      ["oracle-v1", 0],
      ["base@1", 1],
      ["top@1", 2],
    ]);
  });

  it("takes no model for a product or log that it is called like", () => {
    const products = [product("base", events("base_events")), product("top", join("base"))];
    const observed = lineageGraph(products, [
      { id: "top@1", product: "base@1" },
      { id: "base_events", product: "top@1" },
    ]);
    expect(observed.upstream("top@1")).toEqual(lineageGraph(products).upstream("top@1"));
    expect(observed.upstream("base@1").edges).toHaveLength(1);
  });

  it("ends where products form a circle", () => {
    const circle = lineageGraph([
      product("hen", events("log"), join("egg")),
      product("egg", events("log"), join("hen")),
    ]);
    expect(found(circle.upstream("hen@1")).map(([id]) => id)).toEqual(["hen@1", "log", "egg@1"]);
    expect(found(circle.downstream("hen@1")).map(([id]) => id)).toEqual(["hen@1", "egg@1"]);
  });

  it("holds a mesh of a thousand products, each over the ten before it", () => {
    const many = lineageGraph(
      Array.from({ length: 1_000 }, (_, n) =>
        product(
          `p${n}`,
          events("log"),
          ...Array.from({ length: Math.min(n, 10) }, (__, k) => join(`p${n - k - 1}`)),
        ),
      ),
    );
    expect(many.upstream("p999@1").nodes).toHaveLength(1_001);
    expect(many.downstream("p0@1").nodes).toHaveLength(1_000);
  });
});

describe("the lineage of fields", () => {
  it("of events is told by their parts, through the fields of the row", () => {
    const fields = {
      sum: ["data.amount", "row.sum"],
      count: ["row.count"],
      mean: ["row.sum", "row.count"],
      kind: [],
      rest: ["event"],
    };
    const [edge] = lineageGraph([product("sums", events("log", fields))]).inputsOf("sums@1");
    expect(edge?.fields).toEqual([
      { from: "data.amount", to: "sum", derivation: "VALUE", accumulated: true },
      { from: "event", to: "count", derivation: "OCCURRENCE", accumulated: true },
      { from: "data.amount", to: "mean", derivation: "VALUE", accumulated: true },
      { from: "event", to: "kind", derivation: "OCCURRENCE", accumulated: false },
      { from: "event", to: "rest", derivation: "UNKNOWN", accumulated: false },
    ]);
  });

  it("of a join is what it takes", () => {
    const [, edge] = lineageGraph([
      product("scores", events("log"), join("people", { land: "country" })),
    ]).inputsOf("scores@1");
    expect(edge).toEqual({
      from: "people@1",
      to: "scores@1",
      kind: "JOIN",
      eventTypes: [],
      by: "key",
      fields: [{ from: "country", to: "land", derivation: "VALUE", accumulated: false }],
    });
  });
});
