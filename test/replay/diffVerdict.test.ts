import { runInThisContext } from "node:vm";
import { anyone, context, type DataProduct, dataProduct, event, id, int, text, z } from "@datamesh/kernel";
import {
  createProjection,
  type Database,
  diffProduct,
  dutyUrl,
  openDatabase,
  type ProductDiff,
} from "@datamesh/kernel/postgres";
import { type Context, fingerprint, fingerprintDifference, type Row } from "@datamesh/kernel/product";
import { given, type GivenEvent } from "@datamesh/kernel/testing";
import fc from "fast-check";
import { startTestMesh } from "../support/testMesh.ts";
import { owner, sla } from "../support/declared.ts";

const TYPES = ["SET", "ADDED", "DROPPED"] as const;
type Type = (typeof TYPES)[number];

/** A fold of a family: which events it consumes, which it lets through, what it adds to them, and its fields. */
interface Spec {
  readonly types: readonly Type[];
  readonly least: number;
  readonly constant: number;
  readonly band: "none" | "optional" | "required";
}

const types = fc.subarray([...TYPES], { minLength: 1 });
const least = fc.integer({ min: 0, max: 2 });
const constant = fc.integer({ min: 0, max: 2 });
const band = fc.constantFrom<Spec["band"]>("none", "optional", "required");
const few = fc.oneof(types, fc.constant<readonly Type[]>(["SET"]));
const spec: fc.Arbitrary<Spec> = fc.record({
  types: few,
  least,
  constant,
  band: fc.constant("none" as const),
});
/** What a change leaves as it was is absent: mostly nothing or one thing changes. */
const change: fc.Arbitrary<Partial<Spec>> = fc.oneof(
  fc.constant({}),
  fc.record({ types }),
  fc.record({ least }),
  fc.record({ constant }),
  fc.record({ band }),
  // A newly consumed event beside a filter that lets more through: some rows it brings, some come without it.
  fc.record({ types: fc.constantFrom<readonly Type[]>(["SET", "ADDED"], TYPES), least: fc.constant(0) }),
  fc.record({ types, least, constant, band }, { requiredKeys: [] }),
);
const happened: fc.Arbitrary<GivenEvent> = fc.record({
  type: fc.constantFrom<Type>(...TYPES),
  data: fc.record({ key: fc.constantFrom("a", "b", "c", "d", "e"), n: fc.integer({ min: 0, max: 3 }) }),
});

const data = { key: z.string(), n: z.int() };
const events = {
  SET: event("SET", { description: "It was set.", data }),
  ADDED: event("ADDED", { description: "It grew.", data }),
  DROPPED: event("DROPPED", { description: "It was dropped.", data }),
};

/** A fold whose constants stand in its source, where the fingerprint sees them. */
const written = (source: string): never => runInThisContext(`(${source})`) as never;

function productOf(
  name: string,
  { types: consumed, least: from, constant: more, band: banded }: Spec,
): DataProduct {
  // A required band is not there for every event, so that some of them cannot be folded.
  const filled = banded === "none" ? "" : `, ...(e.data.n > 0 && { band: e.data.n > 1 ? "many" : "few" })`;
  const bandField = text().describe("How many, in a word");
  return dataProduct({
    ...{ name, version: "1.0.0", owner, description: "Things.", key: "key" },
    fields: {
      key: id().describe("The key"),
      n: int().unit("things").describe("How many"),
      ...(banded !== "none" && { band: banded === "optional" ? bandField.optional() : bandField }),
    },
    from: ({ on, accumulate }) => [
      ...(consumed.includes("SET")
        ? [
            on(
              events.SET,
              written(
                `(e) => e.data.n >= ${from} ? { key: e.data.key, n: e.data.n + ${more}${filled} } : undefined`,
              ),
            ),
          ]
        : []),
      ...(consumed.includes("ADDED")
        ? [
            accumulate(events.ADDED, {
              key: (e) => e.data.key,
              fold: written(`(row, e) => ({ key: e.data.key, n: (row?.n ?? 0) + e.data.n${filled} })`),
            }),
          ]
        : []),
      ...(consumed.includes("DROPPED")
        ? [on(events.DROPPED, written(`(e) => e.data.n >= ${from} ? { removed: e.data.key } : undefined`))]
        : []),
    ],
    sla,
    policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
  });
}

type Rows = Readonly<Record<string, Row>>;
const rowsOf = (product: DataProduct, log: readonly GivenEvent[], consumed: readonly string[]): Rows =>
  given(product, ...log.filter(({ type }) => consumed.includes(type))).outcome().rows;

/** The verdict by its definition, from the rows of both folds, and of the new one without newly consumed events. */
function verdictOf(log: readonly GivenEvent[], [before, old]: Declared, [after, next]: Declared) {
  const live = rowsOf(old, log, before.types);
  const derived = rowsOf(next, log, after.types);
  const known = rowsOf(
    next,
    log,
    after.types.filter((type) => before.types.includes(type)),
  );
  const keys = [...new Set([...Object.keys(live), ...Object.keys(derived)])];
  const gone = keys.filter((key) => derived[key] === undefined).length;
  const added = keys.filter((key) => live[key] === undefined);
  const unexplained = added.filter((key) => known[key] !== undefined).length;
  const changed = keys.filter((key) => {
    const [was, is] = [live[key], derived[key]];
    return (
      was !== undefined && is !== undefined && Object.keys(was).some((field) => was[field] !== is[field])
    );
  }).length;
  const isOther = fingerprintDifference(fingerprint(old), fingerprint(next)) !== "";
  const isMajor = gone + unexplained + changed > 0;
  const isMinor = added.length > 0 || before.band !== after.band;
  const needs = isMajor ? "major" : isMinor ? "minor" : isOther ? "patch" : "none";
  return { needs, live: Object.keys(live).length, added: added.length, unexplained, gone, changed };
}
type Declared = readonly [Spec, DataProduct];

const told = ({ needs, rows, findings }: ProductDiff) => ({
  needs,
  ...{ live: rows.before, added: rows.added, gone: rows.gone, changed: rows.changed },
  unexplained: findings.find(({ what }) => what === "rows added, of events consumed before")?.rows ?? 0,
});

it("whatever log and change of code, a diff's verdict is the one its definition gives", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(happened, { maxLength: 12 }),
      fc.array(fc.tuple(spec, change), { minLength: 12, maxLength: 12 }),
      async (log, pairs) => {
        const found = await diffsOf(log, pairs);
        for (const { expected, diff } of found) {
          expect(told(diff)).toEqual(expected);
          seen.add(diff.needs);
        }
      },
    ),
    { numRuns: 8, interruptAfterTimeLimit: 150_000 },
  );
  expect([...seen].toSorted()).toEqual(["major", "minor", "none", "patch"]);
}, 240_000);

/** Makes all the changes on one mesh, each to a product of its own over the same log. */
async function diffsOf(log: readonly GivenEvent[], pairs: readonly (readonly [Spec, Partial<Spec>])[]) {
  const changes = pairs.map(([before, changed], index) => {
    const after = { ...before, ...changed };
    const name = `things-${String.fromCharCode(97 + index)}-rows`;
    return { before, after, old: productOf(name, before), next: productOf(name, after) };
  });
  const counting: Context = context({
    ...{ name: "counting", owner, events: Object.values(events) },
    products: changes.map(({ old }) => old),
  });
  const mesh = await startTestMesh([counting]);
  const migrate: Database = openDatabase(dutyUrl(mesh.mesh, "counting", "migrate"), { max: 4 });
  try {
    if (log.length > 0) await mesh.append("counting", ...log);
    await mesh.catchUp(7);
    const found: { readonly expected: object; readonly diff: ProductDiff }[] = [];
    for (const { before, after, old, next } of changes) {
      const projection = createProjection(counting, next, mesh.as("counting", "project"), () => undefined);
      const diff = await diffProduct(migrate, projection, { samples: 0 });
      found.push({ diff, expected: verdictOf(log, [before, old], [after, next]) });
    }
    return found;
  } finally {
    await migrate.end();
    await mesh.stop();
  }
}
