import type { Answer, Withheld } from "../types.ts";
import type { EventNames } from "./eventQueries.ts";
import { changeEvents, type EventShape, rowEvent } from "./eventResults.ts";
import type { LiveRead } from "./liveEvent.ts";

const names: EventNames = {
  nodes: "live_nodes",
  row: "live_row",
  position: "live_position",
  hasNext: "live_hasNext",
  after: "live_after",
  first: "live_first",
  key: "live_key",
};

const shape = (kind: "changes" | "row"): EventShape => ({
  field: { responseKey: "told", kind },
  names,
  format: (error) => error,
});

const answer = (told: unknown, withheld: readonly Withheld[]): Answer => ({
  data: { told },
  errors: [],
  withheld,
  accesses: [],
});

const page = (...nodes: readonly object[]): object => ({
  live_nodes: nodes.map((node, index) => ({ live_position: String(index + 1), ...node })),
  live_position: String(nodes.length),
  live_hasNext: false,
});

const masked = (...path: readonly string[]): Withheld => ({ path, reason: "MASKED" });
const denied = (...path: readonly string[]): Withheld => ({ path, reason: "DENIED" });

const toldBy = (read: LiveRead): unknown => {
  if (read.kind === "end") throw new Error("the stream has ended");
  return read.events.map(({ result }) => result.extensions?.["datamesh"]);
};

describe("what an event says was withheld from it", () => {
  it("is what is masked in the row it holds, and nothing of one that was removed", () => {
    const changes = page({ removed: false, row: { name: "A***" } }, { removed: true, row: null });
    const withheld = [masked("told", "live_nodes", "row", "name")];
    expect(toldBy(changeEvents(answer(changes, withheld), shape("changes")))).toEqual([
      { position: "1", withheld: [masked("told", "row", "name")] },
      { position: "2" },
    ]);
  });

  it("is the same where the event is the row itself", () => {
    const changes = page({ live_row: { name: "A***" } }, { live_row: null });
    const withheld = [masked("told", "live_nodes", "live_row", "name")];
    expect(toldBy(changeEvents(answer(changes, withheld), shape("row")))).toEqual([
      { position: "1", withheld: [masked("told", "name")] },
      { position: "2" },
    ]);
    const row = answer(null, [masked("told", "name")]);
    expect(toldBy(rowEvent(row, shape("row"), "7"))).toEqual([{ position: "7" }]);
  });

  it("is also what is masked in rows it leads to, where any of them is there", () => {
    const leading = (customers: readonly unknown[]) =>
      answer({ nodes: customers.map((customer) => ({ customer })) }, [
        masked("told", "nodes", "customer", "name"),
      ]);
    const some = rowEvent(leading([null, { name: null }]), shape("row"), "7");
    expect(toldBy(some)).toEqual([
      { position: "7", withheld: [masked("told", "nodes", "customer", "name")] },
    ]);
    expect(toldBy(rowEvent(leading([null]), shape("row"), "7"))).toEqual([{ position: "7" }]);
  });

  it("is what was denied, whatever rows there are, since that was decided before any was read", () => {
    const changes = page({ removed: true, row: null });
    const withheld = [denied("told", "live_nodes", "row", "note")];
    expect(toldBy(changeEvents(answer(changes, withheld), shape("changes")))).toEqual([
      { position: "1", withheld: [denied("told", "row", "note")] },
    ]);
  });
});
