import type { ProductRef } from "@datamesh/kernel/product";
import type { Standing } from "@datamesh/kernel/projection";
import fc from "fast-check";
import { announcementBoard } from "../announcements/index.ts";
import { cacheTally } from "./cacheTally.ts";
import { type Computed, type ExactCache, exactCache, type Question } from "./exactCache.ts";

const PEOPLE: ProductRef = "people@1";
const ORDERS: ProductRef = "orders@1";

const at = (cut: number): Standing => ({ position: cut, revision: { generation: 1, cut, epoch: 0 } });

interface Told {
  readonly text: string;
}

/** A mesh of two products, each a number that commits raise, with a clock that stands until it is moved. */
function numbers() {
  const board = announcementBoard();
  let time = 0;
  const rows = new Map<ProductRef, number>([
    [PEOPLE, 0],
    [ORDERS, 0],
  ]);
  let worked = 0;
  const cache: ExactCache<Told> = exactCache({
    announcements: board,
    tally: cacheTally(),
    maxBytes: 1_000_000,
    now: () => time,
  });
  /** The context of a product tells where it stands. */
  const hear = (product: ProductRef): void =>
    board.heardOf({
      context: product,
      standings: new Map([[product, at(rows.get(product) ?? 0)]]),
      at: time,
    });
  const asked = new Map<string, Question>();
  /** Every second time the very one that was asked before. */
  let isAgain = false;
  const question = (products: readonly ProductRef[], key: string): Question => {
    isAgain = !isAgain;
    const made = { key, products };
    const before = asked.get(`${key} ${products.join()}`);
    if (before === undefined) asked.set(`${key} ${products.join()}`, made);
    return isAgain ? (before ?? made) : made;
  };
  const read = (products: readonly ProductRef[]): Computed<Told> => {
    worked += 1;
    const text = products.map((each) => `${each}=${rows.get(each) ?? ""}`).join(" ");
    return { value: { text }, keep: true, bytes: text.length };
  };
  return {
    cache,
    board,
    worked: () => worked,
    pass: (milliseconds: number) => (time += milliseconds),
    commit: (product: ProductRef) => rows.set(product, (rows.get(product) ?? 0) + 1),
    restore: (product: ProductRef) => rows.set(product, 0),
    announce: hear,
    beat: () => [PEOPLE, ORDERS].forEach(hear),
    read,
    question,
    ask: (products: readonly ProductRef[] = [PEOPLE], key = "q") =>
      cache.answer(question(products, key), () => Promise.resolve(read(products))),
  };
}

describe("the exact cache", () => {
  it("answers again without asking, once it was heard that nothing changed while it was asked", async () => {
    const { ask, beat, pass, worked } = numbers();
    beat();
    expect(await ask()).toEqual({ value: { text: "people@1=0" }, served: "miss" });
    expect((await ask()).served).toBe("miss");
    pass(1);
    beat();
    expect(await ask()).toEqual({ value: { text: "people@1=0" }, served: "hit" });
    expect(worked()).toBe(2);
  });

  it("has another key as soon as another revision is announced", async () => {
    const { ask, announce, beat, commit, pass } = numbers();
    beat();
    await ask();
    pass(1);
    beat();
    commit(PEOPLE);
    expect(await ask()).toEqual({ value: { text: "people@1=0" }, served: "hit" });
    announce(PEOPLE);
    expect(await ask()).toEqual({ value: { text: "people@1=1" }, served: "miss" });
  });

  it("never gives an answer again that may be of a later revision than its key", async () => {
    const { ask, announce, beat, commit, pass } = numbers();
    beat();
    commit(PEOPLE);
    expect((await ask()).value.text).toBe("people@1=1");
    pass(1);
    announce(PEOPLE);
    beat();
    expect((await ask()).served).toBe("miss");
  });

  it("is passed by when nothing was heard of a product for more than a second, or ever", async () => {
    const { ask, beat, pass } = numbers();
    expect((await ask()).served).toBe("bypass");
    beat();
    pass(1_000);
    expect((await ask()).served).toBe("miss");
    pass(1);
    expect((await ask()).served).toBe("bypass");
    beat();
    expect((await ask()).served).toBe("hit");
  });

  it("has one question worked out once for all who ask it meanwhile", async () => {
    const { cache, beat, read, worked } = numbers();
    beat();
    let finish: (computed: Computed<Told>) => void = () => undefined;
    const slow = new Promise<Computed<Told>>((resolve) => (finish = resolve));
    const question = { key: "q", products: [PEOPLE] };
    const asked = [1, 2].map(async () => cache.answer(question, () => slow));
    finish(read([PEOPLE]));
    expect((await Promise.all(asked)).map(({ served }) => served)).toEqual(["miss", "shared"]);
    expect(worked()).toBe(1);
  });

  it("keeps nothing that it is told not to keep, and nothing of a question that failed", async () => {
    const { cache, beat, pass, read, ask } = numbers();
    beat();
    const question = { key: "q", products: [PEOPLE] };
    await cache.answer(question, () => Promise.resolve({ ...read([PEOPLE]), keep: false }));
    await expect(cache.answer(question, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    pass(1);
    beat();
    expect((await ask()).served).toBe("miss");
  });

  it("forgets everything when a product stands where it stood before, as after a restore", async () => {
    const { ask, beat, commit, pass, restore } = numbers();
    commit(PEOPLE);
    beat();
    await ask();
    pass(1);
    restore(PEOPLE);
    beat();
    await ask();
    pass(1);
    commit(PEOPLE);
    beat();
    expect((await ask()).served).toBe("miss");
  });

  it("answers a question that is asked again by where its products stand now", async () => {
    const { cache, read, beat, pass, commit } = numbers();
    const question: Question = { key: "q", products: [PEOPLE, ORDERS] };
    const ask = () => cache.answer(question, () => Promise.resolve(read(question.products)));
    const told: string[] = [];
    for (const product of [undefined, undefined, ORDERS, undefined, PEOPLE, undefined]) {
      if (product !== undefined) commit(product);
      beat();
      const { value, served } = await ask();
      told.push(`${served} ${value.text}`);
      pass(1);
    }
    expect(told).toEqual([
      "miss people@1=0 orders@1=0",
      "hit people@1=0 orders@1=0",
      "miss people@1=0 orders@1=1",
      "hit people@1=0 orders@1=1",
      "miss people@1=1 orders@1=1",
      "hit people@1=1 orders@1=1",
    ]);
    pass(1_001);
    expect((await ask()).served).toBe("bypass");
  });

  it("takes no more memory than it is given", async () => {
    const board = announcementBoard();
    const cache = exactCache<Told>({
      announcements: board,
      tally: cacheTally(),
      maxBytes: 100_000,
      now: () => 0,
    });
    board.heardOf({ context: "registry", standings: new Map([[PEOPLE, at(1)]]), at: 0 });
    const text = "x".repeat(1_000);
    for (let key = 0; key < 1_000; key++) {
      const computed = { value: { text }, keep: true, bytes: text.length };
      await cache.answer({ key: String(key), products: [PEOPLE] }, () => Promise.resolve(computed));
      expect(cache.bytes()).toBeLessThanOrEqual(100_000);
    }
    expect(cache.bytes()).toBeGreaterThan(50_000);
  });

  it("gives, whatever is committed, announced, late or lost, the answer of the announced revisions or a newer one, and a hit just theirs", async () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constantFrom("commit", "announce", "ask", "ask", "ask", "askSlowly"),
        product: fc.constantFrom(PEOPLE, ORDERS),
      }),
      fc.record({ do: fc.constantFrom("beat", "beat", "askBoth", "finish") }),
      fc.record({ do: fc.constant("pass"), milliseconds: fc.integer({ min: 1, max: 400 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const mesh = numbers();
        mesh.beat();
        const slow: (() => void)[] = [];
        const asked: Promise<void>[] = [];
        const ask = async (products: readonly ProductRef[], wait: Promise<void>): Promise<void> => {
          const heard = products.map((each) => mesh.board.heard().get(each)?.revision.cut ?? 0);
          const { value, served } = await mesh.cache.answer(
            mesh.question(products, products.join()),
            async () => {
              const half = mesh.read(products.slice(0, 1)).value.text;
              await wait;
              const rest = products.slice(1);
              const text = rest.length === 0 ? half : `${half} ${mesh.read(rest).value.text}`;
              return { value: { text }, keep: true, bytes: text.length };
            },
          );
          const told = value.text.split(" ").map((each) => Number(each.split("=")[1]));
          for (const [index, cut] of told.entries()) expect(cut).toBeGreaterThanOrEqual(heard[index] ?? 0);
          if (served === "hit") expect(told).toEqual(heard);
        };
        const later = (products: readonly ProductRef[]) =>
          asked.push(ask(products, new Promise((resolve) => slow.push(resolve))));
        for (const each of steps) {
          if (each.do === "pass" && "milliseconds" in each) mesh.pass(each.milliseconds);
          if (each.do === "beat") mesh.beat();
          if (each.do === "finish") slow.shift()?.();
          if (each.do === "askBoth") later([PEOPLE, ORDERS]);
          if (!("product" in each)) continue;
          if (each.do === "commit") mesh.commit(each.product);
          if (each.do === "announce") mesh.announce(each.product);
          if (each.do === "askSlowly") later([each.product]);
          if (each.do === "ask") asked.push(ask([each.product], Promise.resolve()));
          await new Promise(setImmediate);
        }
        for (const finish of slow) finish();
        await Promise.all(asked);
      }),
      { numRuns: 500 },
    );
  });
});
