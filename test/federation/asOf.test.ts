import { readCut } from "@datamesh/kernel/cut";
import fc from "fast-check";
import { desk, put, shelf, take, write } from "../support/cutContexts.ts";
import { type CutMesh, startCutMesh } from "../support/cutMesh.ts";

const BOTH = `{
  itemsV1(first: 100, orderBy: [{ field: score }]) { totalCount nodes { item score } pageInfo { endCursor hasNextPage } }
  ticketsV1(first: 100) { totalCount nodes { ticket number shelved { item score } } }
  offersV1(first: 100) { nodes { ticket number score } }
}`;
const cutOf = (text: string | undefined) => ({ kind: "cut", cut: readCut(text ?? "") ?? new Map() }) as const;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let mesh: CutMesh;
beforeEach(async () => (mesh = await startCutMesh([shelf, desk], { waitMilliseconds: 1_000 })));
afterEach(() => mesh.stop());

const clock = async (): Promise<string> => {
  const [row] = await mesh.admin.query({
    text: `select to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`,
  });
  await pause(3);
  return row?.["now"] ?? "";
};
const asOfTime = (time: string) => ({ asOf: { kind: "time", time } }) as const;

describe("an operation read as of a cut", () => {
  it("answers the same as the one that told the cut, whatever was written since", async () => {
    const step = fc.oneof(
      fc
        .tuple(fc.constantFrom("a", "b", "c"), fc.nat(9))
        .map(([item, score]) => ["shelf", put(item, score)] as const),
      fc.constantFrom("a", "b", "c").map((item) => ["shelf", take(item)] as const),
      fc
        .tuple(fc.constantFrom("t", "u", "v"), fc.constantFrom("a", "b", "c"), fc.nat(9))
        .map(([ticket, item, number]) => ["desk", write(ticket, item, number)] as const),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 8 }),
        fc.array(step, { minLength: 1, maxLength: 8 }),
        async (before, since) => {
          for (const [context, event] of before) await mesh.append(context, event);
          await mesh.catchUp(2);
          const first = await mesh.ask(BOTH, { cut: true });
          expect(first.errors).toEqual([]);
          for (const [context, event] of since) await mesh.append(context, event);
          await mesh.catchUp(3);
          const again = await mesh.ask(BOTH, { asOf: cutOf(first.cut), cut: true });
          expect([again.data, again.cut]).toEqual([first.data, first.cut]);
        },
      ),
      { numRuns: 8 },
    );
  });

  it("is at one moment in all contexts, while both are written to without a pause", async () => {
    await mesh.append("shelf", put("x", 0));
    await mesh.append("desk", write("x", "x", 0));
    await mesh.catchUp();
    await whileWriting(async () => {
      const query = `{ ticketV1(ticket: "x") { number shelved { score } } itemV1(item: "x") { score } offerV1(ticket: "x") { number score } }`;
      const numbers: number[] = [];
      for (let round = 0; round < 15; round += 1) {
        const time = await clock();
        const first = await mesh.ask(query, asOfTime(time));
        expect(first.errors).toEqual([]);
        const { ticketV1, itemV1, offerV1 } = first.data as unknown as Found;
        expect(ticketV1.shelved.score).toBe(itemV1.score);
        // The ticket is written after the item, so at any moment the item is as far or one ahead.
        expect([0, 1]).toContain(itemV1.score - ticketV1.number);
        // What joins both stands at its last commit within the moment.
        expect(offerV1.number).toBeLessThanOrEqual(ticketV1.number);
        expect(offerV1.score).toBeLessThanOrEqual(itemV1.score);
        numbers.push(ticketV1.number);
        expect((await mesh.ask(query, asOfTime(time))).data).toEqual(first.data);
      }
      expect(numbers.at(-1)).toBeGreaterThan(numbers[0] ?? 0);
    });
  });

  interface Found {
    readonly ticketV1: { readonly number: number; readonly shelved: { readonly score: number } };
    readonly itemV1: { readonly score: number };
    readonly offerV1: { readonly number: number; readonly score: number };
  }

  /** Writes to both contexts, and projects both, for as long as `work` takes. */
  async function whileWriting(work: () => Promise<void>): Promise<void> {
    const stop = mesh.runProjectors("shelf", "desk");
    let isWriting = true;
    const writer = (async () => {
      for (let n = 1; isWriting; n += 1) {
        await mesh.append("shelf", put("x", n));
        await mesh.append("desk", write("x", "x", n));
      }
    })();
    try {
      await work();
    } finally {
      isWriting = false;
      await writer;
      await stop();
    }
  }
});
