import fc from "fast-check";
import type { OfferedEvent } from "@datamesh/kernel/event";
import type { ProductRef } from "@datamesh/kernel/product";
import { columnsOf } from "../../kernel/postgres/products/columnsOf.ts";
import { historyStatement } from "../../kernel/postgres/sql/historyStatement.ts";
import { planFolds } from "../../kernel/postgres/sql/index.ts";
import { rowsStatement } from "../../kernel/postgres/sql/rowsStatement.ts";
import { accounts, declaredContext, shops } from "../support/declaredFolds.ts";
import { expectReplayed } from "../support/expectReplayed.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const letters = fc.constantFrom("a", "b", "é", 'q"', "\u{10000}", "\uffff");
const money = fc.constantFrom("1", "-2.5", "0.33", "100.01", "-0.00", "999999999.99");
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const nullable = <T>(arbitrary: fc.Arbitrary<T>) => optional(fc.option(arbitrary, { nil: null }));
const hours = fc
  .integer({ min: 0, max: 20 })
  .map((hour) => `2026-01-01T${String(hour).padStart(2, "0")}:00:00.000Z`);
const anEvent: fc.Arbitrary<Partial<OfferedEvent>> = fc.oneof(
  fc.record({
    type: fc.constantFrom("PAID", "REFUNDED"),
    occurredAt: hours,
    data: fc.record({
      account: letters,
      amount: money,
      points: fc.integer({ min: -3, max: 3 }),
      weight: fc.double({ noNaN: true, noDefaultInfinity: true }),
      shop: letters,
      day: fc.constantFrom("2024-02-29", "2025-12-31"),
      name: optional(letters),
      note: nullable(letters),
      bonus: nullable(money),
      at: optional(fc.record({ place: letters })),
    }),
  }),
  fc.record({
    type: fc.constant("VISITED"),
    occurredAt: hours,
    data: fc.record({ account: optional(letters), shop: letters, note: optional(letters) }),
  }),
);

const REFS: readonly ProductRef[] = ["accounts@1", "shops@1"];

describe("declarative folds", () => {
  let mesh: TestMesh;
  beforeAll(async () => {
    mesh = await startTestMesh([declaredContext]);
  });
  afterAll(() => mesh?.stop());

  it("are left to the database", () => {
    for (const product of [accounts, shops]) expect(planFolds(product)).not.toHaveProperty("reason");
  });

  it("give the same rows, history, members, state and digest live and replayed, for any events in any batches", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anEvent, { maxLength: 25 }),
        fc.integer({ min: 1, max: 30 }),
        async (some, size) => {
          await mesh.append("declared", ...some);
          await mesh.catchUp(size);
          for (const product of [accounts, shops]) await expectQueried(mesh, product);
          for (const ref of REFS) await expectReplayed(mesh, ref);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("quarantine the same events live and replayed", async () => {
    const most = "999999999.99";
    const paid = { amount: most, points: 1, weight: 1, shop: "s", day: "2026-01-01" };
    const events = Array.from({ length: 1_100 }, () => ({
      type: "PAID",
      data: { ...paid, account: "rich" },
    }));
    await mesh.append("declared", ...events);
    await mesh.catchUp(1_000);
    const quarantined = await mesh.admin.query({
      text: "select product, count(*) as count from declared_store.quarantine group by 1",
    });
    expect(quarantined).toEqual([{ product: "accounts", count: "100" }]);
    for (const ref of REFS) await expectReplayed(mesh, ref);
  });
});

/** The statements alone, so that no replay in memory can stand in for them. */
async function expectQueried(mesh: TestMesh, product: typeof accounts): Promise<void> {
  const plan = planFolds(product);
  if ("reason" in plan) throw new Error(plan.reason);
  const range = { log: "declared.declared_events", upTo: 1_000_000 };
  const names = columnsOf(product.fields)
    .map(({ name }) => name)
    .join(", ");
  const views = `declared.${product.name}_v1`;
  const query = (text: string) => mesh.admin.query({ text });
  expect(
    await query(`select ${names} from (${rowsStatement(plan, range)}) found order by ${plan.key.name}`),
  ).toEqual(await query(`select ${names} from ${views} order by ${plan.key.name}`));
  expect(
    await query(`select ${names}, seq_id as at from (${historyStatement(plan, range)}) told order by at`),
  ).toEqual(await query(`select ${names}, input_position as at from ${views}_history order by position`));
}
