import type { RecordedEvent } from "../event/index.ts";
import { event, z } from "../index.ts";
import { anyone } from "../policy/index.ts";
import { dataProduct, type Field, fingerprint, fingerprintDifference, id, int } from "./index.ts";

const Happened = event("HAPPENED", { description: "It happened.", data: { key: z.string(), n: z.int() } });
type Happening = RecordedEvent<{ key: string; n: number }>;
type Fold = (event: Happening) => { key: string; n: number };

const printOf = (fold: Fold, more: { description?: string; n?: Field<number> } = {}) =>
  fingerprint(
    dataProduct({
      name: "things",
      version: "1.0.0",
      owner: { team: "tests", contact: "tests@datamesh.example" },
      description: more.description ?? "Things.",
      key: "key",
      fields: { key: id(), n: more.n ?? int() },
      from: ({ on }) => [on(Happened, fold)],
      sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
      policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
    }),
  );
const fold: Fold = (e) => ({ key: e.data.key, n: e.data.n });

describe("a fingerprint", () => {
  it("does not change with layout, comments or words around the fold", () => {
    // prettier-ignore
    const same: Fold = (e) => (
      /* what it counts */ { key: e.data.key,
        n: e.data.n } );
    expect(printOf(same, { description: "Other words." })).toEqual(printOf(fold));
  });

  it("does not depend on how what runs it writes undefined", () => {
    const known: Fold = (e) => ({ key: e.data.key, n: e.data.n === undefined ? 0 : 1 });
    const same: Fold = (e) => ({ key: e.data.key, n: e.data.n === void 0 ? 0 : 1 });
    expect(printOf(same)).toEqual(printOf(known));
  });

  it("changes with what the fold does, and says so", () => {
    const other: Fold = (e) => ({ key: e.data.key, n: e.data.n + 1 });
    expect(fingerprintDifference(printOf(fold), printOf(other))).toBe("changed: fold 1 of HAPPENED");
  });

  it("changes with the stored form of a field, and names it", () => {
    const optional = printOf(fold, { n: int().optional() as unknown as Field<number> });
    expect(fingerprintDifference(printOf(fold), optional)).toBe("changed: field n");
    expect(fingerprintDifference(printOf(fold), printOf(fold, { n: int().unit("x").describe("y") }))).toBe(
      "",
    );
  });

  it("tells fields that came and went", () => {
    const before = { key: "1", "field a": "2" };
    const after = { key: "1", "field b": "2" };
    expect(fingerprintDifference(before, after)).toBe("added: field b; removed: field a");
  });

  it("reads folds however they are written", () => {
    const holder: { shorthand: Fold } = { shorthand(e: Happening) { return { key: e.data.key, n: e.data.n }; } }; // prettier-ignore
    const written: Fold[] = [
      (e) => ({ key: e.data.key, n: e.data.n }),
      function (e) { return { key: e.data.key, n: e.data.n }; }, // prettier-ignore
      function named(e) { return { key: e.data.key, n: e.data.n }; }, // prettier-ignore
      holder.shorthand,
    ];
    const prints = written.map((each) => printOf(each)["fold 1 of HAPPENED"]);
    expect(new Set(prints).size).toBe(4);
  });
});
