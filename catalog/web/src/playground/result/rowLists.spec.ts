import { rowLists } from "./rowLists.ts";

describe("the lists of an answer", () => {
  test("are the rows of connections, by nodes or edges, and plain lists of objects, in order", () => {
    const lists = rowLists({
      scores: { totalCount: 2, nodes: [{ score: 1 }, { score: 2 }] },
      customers: { edges: [{ cursor: "x", node: { name: "A" } }] },
      catalog: { logs: [{ head: 3 }] },
    });
    expect(lists).toEqual([
      { path: ["scores", "nodes"], columns: ["score"], rows: [{ score: 1 }, { score: 2 }] },
      { path: ["customers", "edges", "node"], columns: ["name"], rows: [{ name: "A" }] },
      { path: ["catalog", "logs"], columns: ["head"], rows: [{ head: 3 }] },
    ]);
  });

  test("have a column for each field of nested objects, dotted", () => {
    const [list] = rowLists({
      scores: { nodes: [{ score: 1, customer: { name: "A", home: { city: "X" } } }] },
    });
    expect(list?.columns).toEqual(["score", "customer.name", "customer.home.city"]);
    expect(list?.rows).toEqual([{ score: 1, "customer.name": "A", "customer.home.city": "X" }]);
  });

  test("have no column for an object that is null in some rows, but one where it is null in all", () => {
    const some = rowLists({ a: [{ customer: null }, { customer: { name: "A" } }] });
    expect(some[0]?.columns).toEqual(["customer.name"]);
    expect(rowLists({ a: [{ customer: null }] })[0]?.columns).toEqual(["customer"]);
  });

  test("show lists within a row as text", () => {
    const [list] = rowLists({ a: [{ tags: ["x", "y"], parts: [{ n: 1 }] }] });
    expect(list?.rows).toEqual([{ tags: "x, y", parts: '[{"n":1}]' }]);
  });

  test("are single objects where there is no list, and none where everything is null", () => {
    expect(rowLists({ score: { score: 1 } })).toEqual([
      { path: ["score"], columns: ["score"], rows: [{ score: 1 }] },
    ]);
    expect(rowLists({ score: null })).toEqual([]);
  });

  test("may be empty", () => {
    expect(rowLists({ scores: { nodes: [] } })).toEqual([
      { path: ["scores", "nodes"], columns: [], rows: [] },
    ]);
  });
});
