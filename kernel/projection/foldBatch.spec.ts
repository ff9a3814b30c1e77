import fc from "fast-check";
import { event, z } from "../index.ts";
import { position } from "../log/index.ts";
import { anyone } from "../policy/index.ts";
import { dataProduct, id, int, type Row, text, upstream } from "../product/index.ts";
import { remove } from "../product/input.ts";
import { foldBatch, type Known, nothingKnown, type RowVersion, type Step } from "./index.ts";

const data = { key: z.string(), ref: z.string(), n: z.int() };
const Set_ = event("WAS_SET", { description: "Set.", data });
const Added = event("WAS_ADDED", { description: "Added.", data });
const Removed = event("WAS_REMOVED", { description: "Removed.", data });
const people = upstream("people@1", { key: "ref", fields: { ref: id(), name: text() } });
const product = dataProduct({
  name: "things",
  version: "1.0.0",
  owner: { team: "tests", contact: "tests@datamesh.example" },
  description: "Things.",
  key: "key",
  fields: { key: id(), ref: id(), n: int(), seen: int().optional(), name: text().optional() },
  from: ({ on, accumulate, join }) => [
    on(Set_, (e) => ({ key: e.data.key, ref: e.data.ref, n: e.data.n })),
    accumulate(Added, {
      key: (e) => [e.data.key, `${e.data.key}-total`],
      distinct: (e) => e.data.ref,
      fold: (row, e, { key, firstSeen }) => {
        if (e.data.n < 0) throw new Error("a personal detail");
        return {
          key,
          ref: e.data.ref,
          n: (row?.n ?? 0) + e.data.n,
          seen: (row?.seen ?? 0) + (firstSeen ? 1 : 0),
        };
      },
    }),
    on(Removed, (e) => remove(e.data.key)),
    join(people, { by: "ref", take: { name: "name" } }),
  ],
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
});

const letters = fc.constantFrom("a", "b", "c");
const ownStep = fc.record({
  type: fc.constantFrom("WAS_SET", "WAS_ADDED", "WAS_REMOVED"),
  data: fc.record({ key: letters, ref: letters, n: fc.integer({ min: -1, max: 3 }) }),
});
const upstreamStep = fc.record({ key: letters, name: fc.option(fc.constantFrom("x", "y")) });
const story = fc.array(fc.oneof(ownStep, upstreamStep), { maxLength: 40 });

function stepsOf(
  events: readonly (object & ({ type: string; data: object } | { key: string; name: string | null }))[],
): Step[] {
  let [own, theirs] = [0, 0];
  return events.map((each): Step => {
    if ("name" in each) {
      theirs += 1;
      const row = each.name === null ? null : { ref: each.key, name: each.name };
      return {
        kind: "change",
        product: "people@1",
        change: { position: position(theirs), key: each.key, row },
      };
    }
    own += 1;
    const at = "2026-01-01T00:00:00.000Z";
    const event = {
      position: position(own),
      id: `e-${own}`,
      version: 1,
      occurredAt: at,
      recordedAt: at,
      ...each,
    };
    return { kind: "event", event };
  });
}

/** A store of rows that answers whatever a batch asks, as the database does. */
function project(steps: readonly Step[], batchSizes: () => number) {
  const rows = new Map<string, Row>();
  const members = new Map<string, Set<string>>();
  const people = new Map<string, Row>();
  const versions: RowVersion[] = [];
  let quarantined = 0;
  for (let from = 0; from < steps.length;) {
    // Upstream changes of a batch come after its own events, as the projector reads them.
    const size = batchSizes();
    const batch = steps
      .slice(from, from + size)
      .toSorted((a, b) => Number(a.kind === "change") - Number(b.kind === "change"));
    from += size;
    const known = nothingKnown();
    for (;;) {
      const result = foldBatch(product, batch, known);
      if ("done" in result) {
        for (const [key, row] of result.done.rows)
          void (row === null ? rows.delete(key) : rows.set(key, row));
        for (const [key, seen] of result.done.members)
          members.set(key, new Set([...(members.get(key) ?? []), ...seen]));
        versions.push(...result.done.versions);
        quarantined += result.done.quarantined.length;
        break;
      }
      answer(known, result.needs);
    }
    for (const step of batch) {
      if (step.kind !== "change") continue;
      if (step.change.row === null) people.delete(step.change.key);
      else people.set(step.change.key, step.change.row);
    }
  }
  return {
    rows: Object.fromEntries([...rows].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    versions,
    quarantined,
  };

  function answer(known: Known, needs: Parameters<typeof loadNothing>[0]): void {
    for (const key of needs.rows) known.rows.set(key, rows.get(key) ?? null);
    for (const [key, wanted] of needs.members) {
      const found = known.members.get(key) ?? new Map<string, boolean>();
      for (const member of wanted) found.set(member, members.get(key)?.has(member) === true);
      known.members.set(key, found);
    }
    for (const [ref, keys] of needs.upstream) {
      const found = known.upstream.get(ref) ?? new Map<string, Row | null>();
      for (const key of keys) found.set(key, people.get(key) ?? null);
      known.upstream.set(ref, found);
    }
    for (const [ref, keys] of needs.referrers) {
      const found = known.referrers.get(ref) ?? new Map<string, readonly string[]>();
      for (const key of keys)
        found.set(
          key,
          [...rows].filter(([, row]) => row["ref"] === key).map(([each]) => each),
        );
      known.referrers.set(ref, found);
    }
  }
}
const loadNothing = (needs: Extract<ReturnType<typeof foldBatch>, { needs: unknown }>["needs"]) => needs;

describe("folding", () => {
  it("makes the same row versions wherever batches of own events begin and end", () => {
    fc.assert(
      fc.property(
        fc.array(ownStep, { maxLength: 40 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (events, sizes) => {
          const steps = stepsOf(events);
          const next = (): number => sizes.next().value as number;
          expect(project(steps, next)).toEqual(project(steps, () => 1));
        },
      ),
    );
  });

  it("makes the same rows in whatever order own events and upstream changes interleave", () => {
    fc.assert(
      fc.property(story, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (events, sizes) => {
        const steps = stepsOf(events);
        const ownFirst = steps.toSorted((a, b) => Number(a.kind === "change") - Number(b.kind === "change"));
        const one = (): number => 1;
        const { rows } = project(steps, () => sizes.next().value as number);
        expect(rows).toEqual(project(ownFirst, one).rows);
        expect(rows).toEqual(project(ownFirst.toReversed().toSorted(theirOrder), one).rows);
      }),
    );
  });

  it("leaves no trace of an event that throws, and does not tell what the fold said", () => {
    const steps = stepsOf([{ type: "WAS_ADDED", data: { key: "a", ref: "b", n: -1 } }]);
    const known = nothingKnown();
    for (const key of ["a", "a-total"]) {
      known.rows.set(key, null);
      known.members.set(key, new Map([["b", false]]));
    }
    const result = foldBatch(product, steps, known);
    expect(result).toMatchObject({
      done: { versions: [], quarantined: [{ eventId: "e-1", inputPosition: 1 }] },
    });
    expect(JSON.stringify(result)).not.toContain("personal detail");
  });
});

/** Upstream changes first, each kind in its own order. */
function theirOrder(a: Step, b: Step): number {
  const kind = Number(a.kind === "event") - Number(b.kind === "event");
  return kind !== 0 ? kind : at(a) - at(b);
}
const at = (step: Step): number => (step.kind === "change" ? step.change.position : step.event.position);
