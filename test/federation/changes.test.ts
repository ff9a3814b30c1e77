import fc from "fast-check";
import { cutOf } from "../support/askedCut.ts";
import { desk, put, shelf, take, write } from "../support/cutContexts.ts";
import { type Asked, type CutMesh, startCutMesh } from "../support/cutMesh.ts";

let mesh: CutMesh;
beforeEach(async () => (mesh = await startCutMesh([shelf, desk], { waitMilliseconds: 1_000 })));
afterEach(() => mesh.stop());

interface Change {
  readonly position: string;
  readonly key: string;
  readonly removed: boolean;
  readonly row: { readonly item: string; readonly score: number } | null;
}
interface Changes {
  readonly nodes: readonly Change[];
  readonly position: string;
  readonly hasNextPage: boolean;
}

const CHANGES = `query ($after: ID, $first: Int, $key: ID) {
  itemsV1Changes(after: $after, first: $first, key: $key) {
    nodes { position key removed row { item score } }
    position
    hasNextPage
  }
}`;

const changes = ({ data }: Asked): Changes => {
  const { itemsV1Changes } = data as unknown as { readonly itemsV1Changes: Changes };
  return itemsV1Changes;
};
const codes = ({ errors }: Asked) => errors.map(({ extensions }) => extensions?.["code"]);

/** All pages of so many changes, one after the other. */
async function everyChange(first: number, key?: string): Promise<readonly Change[]> {
  const found: Change[] = [];
  let after = "0";
  for (;;) {
    const page = changes(await mesh.ask(CHANGES, undefined, { after, first, ...(key && { key }) }));
    found.push(...page.nodes);
    after = page.position;
    if (!page.hasNextPage) return found;
  }
}

const step = fc.oneof(
  fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(9)).map(([item, score]) => put(item, score)),
  fc.constantFrom("a", "b", "c").map((item) => take(item)),
);

describe("the changes of a product", () => {
  it("come in pages that together are its history, whatever their size, and of one key as those of that key", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (steps, size) => {
          for (const event of steps) await mesh.append("shelf", event);
          await mesh.catchUp(3);
          const history = await mesh.admin.query({
            text: "select position, removed, item, score from shelf.items_v1_history order by position",
          });
          const all = await everyChange(size);
          expect(all).toEqual(
            history.map(({ position, removed, item, score }) => ({
              position,
              key: item,
              removed: removed === "t",
              row: removed === "t" ? null : { item, score: Number(score) },
            })),
          );
          expect(await everyChange(size, "a")).toEqual(all.filter(({ key }) => key === "a"));
        },
      ),
      { numRuns: 6 },
    );
  });

  it("end where they are up to date, with the position to go on from", async () => {
    await mesh.append("shelf", put("a", 1), put("b", 2));
    await mesh.catchUp();
    expect(changes(await mesh.ask(CHANGES, undefined, { after: "2" }))).toEqual({
      nodes: [],
      position: "2",
      hasNextPage: false,
    });
    expect(changes(await mesh.ask(CHANGES, undefined, { key: "a" })).position).toBe("2");
    expect(codes(await mesh.ask(CHANGES, undefined, { after: "3" }))).toEqual(["AS_OF_UNAVAILABLE"]);
    expect(codes(await mesh.ask(CHANGES, undefined, { after: "-1" }))).toEqual(["BAD_USER_INPUT"]);
    expect(codes(await mesh.ask(CHANGES, undefined, { key: "\u0000" }))).toEqual(["BAD_USER_INPUT"]);
  });

  it("end at the cut of the operation", async () => {
    await mesh.append("shelf", put("a", 1));
    await mesh.catchUp();
    const then = await mesh.ask(CHANGES, { cut: true });
    await mesh.append("shelf", put("a", 2));
    await mesh.catchUp();
    expect((await mesh.ask(CHANGES, { asOf: cutOf(then.cut) })).data).toEqual(then.data);
    expect(changes(await mesh.ask(CHANGES)).nodes).toHaveLength(2);
  });

  it("are refused where one is missing, with the position from which all are held", async () => {
    await mesh.append("shelf", put("a", 1), put("b", 1), put("a", 2));
    await mesh.catchUp();
    await mesh.admin.query({ text: "delete from shelf_store.items_v1_g1_history where position = 1" });
    await mesh.admin.query({ text: "update shelf_store.items_v1_g1_cuts set history_floor = 3" });
    const refused = await mesh.ask(CHANGES);
    expect(codes(refused)).toEqual(["AS_OF_UNAVAILABLE"]);
    expect(refused.errors[0]?.extensions?.["earliest"]).toMatchObject({ position: 3 });
    expect(codes(await mesh.ask(CHANGES, undefined, { key: "b" }))).toEqual(["AS_OF_UNAVAILABLE"]);
    expect(changes(await mesh.ask(CHANGES, undefined, { after: "1" })).nodes).toHaveLength(2);
    expect(changes(await mesh.ask(CHANGES, undefined, { after: "1", key: "b" })).nodes).toHaveLength(1);
  });

  it("show no more of a row than the policy lets, and are written down as read", async () => {
    await mesh.append("shelf", put("a", 1, "a secret"));
    await mesh.catchUp();
    const { data, errors, accesses } = await mesh.ask("{ itemsV1Changes { nodes { row { item note } } } }");
    expect(JSON.stringify(data)).not.toContain("a secret");
    expect(errors.map(({ path, extensions }) => [path?.join("."), extensions?.["code"]])).toEqual([
      ["itemsV1Changes.nodes.row.note", "FORBIDDEN"],
    ]);
    expect(accesses).toMatchObject([{ product: "items@1", fields: ["item"], denied: ["note"] }]);
  });

  it("lead to the rows of other products as they are now", async () => {
    await mesh.append("shelf", put("a", 1));
    await mesh.append("desk", write("t", "a", 1));
    await mesh.catchUp();
    await mesh.append("shelf", put("a", 2));
    await mesh.catchUp();
    const { data, errors } = await mesh.ask(
      "{ ticketsV1Changes { nodes { row { number shelved { score } } } } }",
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({ ticketsV1Changes: { nodes: [{ row: { number: 1, shelved: { score: 2 } } }] } });
  });

  it("are no subscription when they are asked for as an ordinary request", async () => {
    const asked = await mesh.ask("subscription { itemsV1Changes { position } }");
    expect(codes(asked)).toEqual(["BAD_USER_INPUT"]);
  });
});
