import { context } from "@datamesh/kernel";
import { applyRetention } from "@datamesh/kernel/postgres";
import { asOfTime, cutOf, type Paged, pause } from "../support/askedCut.ts";
import { put, shelf } from "../support/cutContexts.ts";
import { type CutMesh, startCutMesh } from "../support/cutMesh.ts";

describe("a cut that is no longer held", () => {
  const [declared] = shelf.products;
  const shortLived = context({
    ...shelf,
    products:
      declared === undefined ? [] : [{ ...declared, policy: { ...declared.policy, retention: "1s" } }],
  });
  let kept: CutMesh;
  beforeEach(async () => (kept = await startCutMesh([shortLived])));
  afterEach(() => kept.stop());

  it("is refused with the earliest one that is, which is answered", async () => {
    const query = "{ itemsV1(first: 1) { nodes { item } pageInfo { endCursor } } }";
    await kept.append("shelf", put("a", 1), put("b", 1));
    await kept.catchUp();
    const first = await kept.ask(query, { cut: true });
    const { endCursor } = (first.data as unknown as Paged).itemsV1.pageInfo;
    await pause(1_100);
    await kept.append("shelf", put("c", 1));
    await kept.catchUp();
    expect(await applyRetention(kept.projection("items@1"))).toBe(2);
    const gone = await kept.ask(query, { asOf: cutOf(first.cut) });
    expect(gone).toMatchObject({
      data: null,
      errors: [
        {
          message: expect.stringContaining("items@1 can no longer be read as of position 2"),
          extensions: {
            code: "AS_OF_UNAVAILABLE",
            product: "items@1",
            earliest: { position: 5, time: expect.stringMatching(/Z$/) },
          },
        },
      ],
    });
    const told = (gone.errors[0]?.extensions ?? {}) as { readonly earliest?: { readonly time: string } };
    const then = await kept.ask(query, asOfTime(told.earliest?.time ?? ""));
    expect(then).toMatchObject({ data: { itemsV1: { nodes: [{ item: "c" }] } }, errors: [] });
    const next = await kept.ask(`{ itemsV1(after: "${endCursor}") { nodes { item } } }`);
    expect(next.errors).toMatchObject([
      { path: ["itemsV1", "nodes"], extensions: { code: "AS_OF_UNAVAILABLE" } },
    ]);
  });
});

describe("a product that keeps no history", () => {
  const [declared] = shelf.products;
  const forgetful = context({
    ...shelf,
    products: declared === undefined ? [] : [{ ...declared, history: false }],
  });
  let kept: CutMesh;
  beforeEach(async () => (kept = await startCutMesh([forgetful])));
  afterEach(() => kept.stop());

  it("is read as of what it is now, says that it cannot be later, and has pages all the same", async () => {
    const query = `{ itemV1(item: "a") { score } itemsV1(first: 1) { totalCount nodes { item } pageInfo { endCursor } } }`;
    await kept.append("shelf", put("a", 1), put("b", 1));
    await kept.catchUp();
    const first = await kept.ask(query, { cut: true });
    expect(first).toMatchObject({ data: { itemV1: { score: 1 }, itemsV1: { totalCount: 2 } }, errors: [] });
    expect((await kept.ask(query, { asOf: cutOf(first.cut) })).data).toEqual(first.data);
    const { endCursor } = ((await kept.ask(query)).data as unknown as Paged).itemsV1.pageInfo;
    await kept.append("shelf", put("c", 2));
    await kept.catchUp();
    expect(await kept.ask(query, { asOf: cutOf(first.cut) })).toMatchObject({
      data: null,
      errors: [
        { message: expect.stringContaining("keeps no history"), extensions: { code: "AS_OF_UNAVAILABLE" } },
      ],
    });
    const next = await kept.ask(`{ itemsV1(after: "${endCursor}") { nodes { item } } }`);
    expect(next.data).toEqual({ itemsV1: { nodes: [{ item: "b" }, { item: "c" }] } });
  });
});
