import fc from "fast-check";
import { anyLineage, sampleEdge, sampleGraph } from "../testing/sampleLineage.ts";
import { EVERYTHING, FIRST, fold, NEAREST, unfold } from "./expansion.ts";
import { reach } from "./fieldPath.ts";
import { onlyNodes, visibleEdges, visibleNodes } from "./visibleGraph.ts";

const chain = sampleGraph("c@1", [
  sampleEdge("a@1", "b@1"),
  sampleEdge("b@1", "c@1"),
  sampleEdge("c@1", "d@1"),
  sampleEdge("d@1", "e@1"),
]);

test("at first what is one edge away is shown, and how much is folded beyond", () => {
  const nodes = visibleNodes(chain, NEAREST);
  expect([...nodes.keys()]).toEqual(["c@1", "b@1", "d@1"]);
  expect(nodes.get("d@1")).toEqual({
    up: { neighbours: 1, folded: 0, isOpen: false },
    down: { neighbours: 1, folded: 1, isOpen: false },
  });
  expect(nodes.get("c@1")?.up.isOpen).toBe(true);
});

test("of a hub the first few are shown and the rest is counted", () => {
  const hub = sampleGraph(
    "hub@1",
    Array.from({ length: 400 }, (_, at) => sampleEdge("hub@1", `p${at}@1`)),
  );
  const at = { of: hub, id: "hub@1", side: "down" } as const;
  expect(visibleNodes(hub, NEAREST).get("hub@1")?.down).toEqual({
    neighbours: 400,
    folded: 400 - FIRST,
    isOpen: true,
  });
  expect(visibleNodes(hub, fold(NEAREST, at)).size).toBe(1);
  expect(visibleNodes(hub, EVERYTHING).size).toBe(401);
});

test("what is to be shown besides is, though nothing that is unfolded leads to it", () => {
  expect([...visibleNodes(chain, NEAREST, ["e@1"]).keys()]).toContain("e@1");
  expect([...onlyNodes(chain, new Set(["c@1", "e@1"])).keys()]).toEqual(["c@1", "e@1"]);
});

test("every edge that is shown has both its ends shown", () => {
  fc.assert(
    fc.property(anyLineage, fc.array(fc.tuple(fc.nat(11), fc.boolean())), (graph, changes) => {
      const expansion = changes.reduce((before, [index, down]) => {
        const id = [...graph.nodes.keys()][index];
        return id === undefined ? before : unfold(before, { of: graph, id, side: down ? "down" : "up" });
      }, NEAREST);
      const nodes = visibleNodes(graph, expansion);
      for (const { from, to } of visibleEdges(graph.edges, nodes)) {
        expect(nodes.has(from) && nodes.has(to)).toBe(true);
      }
      for (const [id, sides] of nodes) {
        const hidden = graph.neighbours(id, "down").filter((each) => !nodes.has(each));
        expect(sides.down.folded).toBe(hidden.length);
      }
    }),
  );
});

test("unfolding shows no less, and folding again shows what was shown before", () => {
  fc.assert(
    fc.property(
      anyLineage,
      fc.nat(11),
      fc.constantFrom("up" as const, "down" as const),
      (graph, index, side) => {
        const id = [...graph.nodes.keys()][index % graph.nodes.size]!;
        fc.pre(id !== graph.root);
        const at = { of: graph, id, side };
        const before = new Set(visibleNodes(graph, NEAREST).keys());
        const unfolded = unfold(NEAREST, at);
        const during = new Set(visibleNodes(graph, unfolded).keys());
        expect([...before].filter((each) => !during.has(each))).toEqual([]);
        expect(new Set(visibleNodes(graph, fold(unfolded, at)).keys())).toEqual(before);
      },
    ),
  );
});

test("when everything is unfolded, all that lies up- and downstream is shown", () => {
  fc.assert(
    fc.property(anyLineage, (graph) => {
      const shown = new Set(visibleNodes(graph, EVERYTHING).keys());
      const expected = [graph.root, ...reach(graph, graph.root, "up"), ...reach(graph, graph.root, "down")];
      expect(expected.filter((each) => !shown.has(each))).toEqual([]);
    }),
  );
});
