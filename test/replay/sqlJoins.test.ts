import fc from "fast-check";
import type { OfferedEvent } from "@datamesh/kernel/event";
import { projectBatch } from "@datamesh/kernel/postgres";
import type { ProductRef } from "@datamesh/kernel/product";
import { planFolds } from "../../kernel/postgres/sql/index.ts";
import { joinedHistory } from "../../kernel/postgres/sql/joinedHistory.ts";
import { columnsOf } from "../../kernel/postgres/products/columnsOf.ts";
import { joinedContexts } from "../support/declaredJoins.ts";
import { expectReplayed } from "../support/expectReplayed.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const people = fc.constantFrom("ann", "bob", "bob!", 'c"');
const cities = fc.constantFrom("x", "y", "z");
const happening = fc.oneof(
  fc.record({
    context: fc.constant("people"),
    type: fc.constant("PERSON_SET"),
    data: fc.record({ person: people, name: people, city: cities }),
  }),
  fc.record({
    context: fc.constant("people"),
    type: fc.constant("PERSON_GONE"),
    data: fc.record({ person: people }),
  }),
  fc.record({
    context: fc.constant("places"),
    type: fc.constant("CITY_SET"),
    data: fc.record({ city: cities, size: fc.nat(3) }),
  }),
  fc.record({
    context: fc.constant("shop"),
    type: fc.constant("ORDERED"),
    data: fc.record({ order: fc.constantFrom("1", "2", "3"), person: people, city: cities, n: fc.nat(5) }),
  }),
);
const REFS: readonly ProductRef[] = ["people@1", "cities@1", "orders@1", "buyers@1"];
const JOINED: readonly ProductRef[] = ["orders@1", "buyers@1"];
/** Something happens, or a product folds a batch of some size. */
const turn = fc.oneof(
  { weight: 3, arbitrary: happening },
  {
    weight: 2,
    arbitrary: fc.record({ ref: fc.constantFrom(...REFS), size: fc.integer({ min: 1, max: 6 }) }),
  },
);

const folded = REFS.map((ref) => ({ ref, size: 6 }));
/** An order changes with each of its inputs, whatever the others are made of. */
const OF_ALL_INPUTS = [
  {
    context: "shop" as const,
    type: "ORDERED" as const,
    data: { order: "1" as const, person: "ann" as const, city: "x" as const, n: 1 },
  },
  ...folded,
  { context: "places" as const, type: "CITY_SET" as const, data: { city: "x" as const, size: 3 } },
  ...folded,
  {
    context: "people" as const,
    type: "PERSON_SET" as const,
    data: { person: "ann" as const, name: "bob" as const, city: "x" as const },
  },
  ...folded,
];

describe("declarative folds that join", () => {
  let mesh: TestMesh;
  beforeAll(async () => {
    mesh = await startTestMesh(joinedContexts);
  });
  afterAll(() => mesh?.stop());

  it("give the same rows and history replayed by the database, however their inputs were interleaved", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 40 }), async (turns) => {
        for (const each of turns) {
          if ("ref" in each) await projectBatch(mesh.projection(each.ref), each.size);
          else await mesh.append(each.context, each as Partial<OfferedEvent>);
        }
        await mesh.catchUp(7);
        for (const ref of JOINED) await expectQueried(mesh, ref);
        for (const ref of JOINED) await expectReplayed(mesh, ref);
      }),
      { numRuns: 12, examples: [[OF_ALL_INPUTS]] },
    );
    const inputs = await mesh.admin.query({
      text: "select distinct input from shop.orders_v1_history order by 1",
    });
    expect(inputs.map(({ input }) => input)).toEqual(["cities@1", "events", "people@1"]);
  });
});

/** The statement alone, so that no replay in memory can stand in for it. */
async function expectQueried(mesh: TestMesh, ref: ProductRef): Promise<void> {
  const { product, relations } = mesh.projection(ref);
  const plan = planFolds(product);
  if ("reason" in plan) throw new Error(plan.reason);
  const query = (text: string) => mesh.admin.query({ text });
  const [checkpoint] = await query(
    `select generation, cut, inputs from shop_store.checkpoints where product = '${product.name}'`,
  );
  const table = `shop_store.${product.name}_v1_g${checkpoint?.["generation"]}`;
  const inputs = JSON.parse(checkpoint?.["inputs"] ?? "{}") as Record<string, never>;
  const range = {
    log: "shop.shop_events",
    upTo: 1_000_000,
    cuts: `${table}_cuts`,
    last: Number(checkpoint?.["cut"]),
    cut: inputs,
  };
  const names = [
    "position",
    "input",
    "input_position",
    ...columnsOf(product.fields).map(({ name }) => name),
  ].join(", ");
  const told = await query(
    `select ${names} from (${joinedHistory(plan, relations, range)}) told order by position`,
  );
  expect(told).toEqual(await query(`select ${names} from ${table}_history order by position`));
}
