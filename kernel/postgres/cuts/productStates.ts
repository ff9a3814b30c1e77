import { setTimeout as sleep } from "node:timers/promises";
import type { ProductCut } from "../../cut/index.ts";
import { productRef, type ProductRef } from "../../product/names.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";

/** Where a product stands now. */
export interface ProductState extends ProductCut {
  /** Number of commits. */
  readonly commits: number;
  readonly inputs: Inputs;
}

type States = ReadonlyMap<ProductRef, ProductState>;

/** Where a context's products stand, and how they move on. */
export interface ProductStates {
  /**
   * The state of a product once the condition holds of it, or after so many milliseconds as it is then; undefined for a
   * product without a table. However many wait, the database is asked by one statement at a time.
   */
  until(
    product: ProductRef,
    holds: (state: ProductState) => boolean,
    milliseconds: number,
  ): Promise<ProductState | undefined>;
}

const FIRST_PAUSE = 4;
const LONGEST_PAUSE = 64;

/** Watches the products of a context through a connection of its read role. */
export function productStates(database: Queryable, context: string): ProductStates {
  const fresh = fromNowOn(() => readStates(database, context));
  return {
    async until(product, holds, milliseconds) {
      const deadline = performance.now() + milliseconds;
      for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
        const state = (await fresh()).get(product);
        const left = deadline - performance.now();
        if (state === undefined || holds(state) || left <= 0) return state;
        await sleep(Math.min(pause, left));
      }
    },
  };
}

/** Shares what is read among those who asked before it began, and never one that was under way when they did. */
function fromNowOn<T>(read: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    if (next !== undefined) return next;
    const reading = last.then(() => {
      next = undefined;
      return read();
    });
    next = reading;
    last = reading.catch(() => undefined);
    return reading;
  };
}

async function readStates(database: Queryable, context: string): Promise<States> {
  const rows = await database.query({
    text: `select product, major, generation, position, epoch, cut, inputs from ${contextNames(context).productPositions}`,
  });
  return new Map(
    rows.map((row) => [
      productRef(row["product"] ?? "", Number(row["major"])),
      {
        generation: Number(row["generation"]),
        position: Number(row["position"]),
        epoch: Number(row["epoch"]),
        commits: Number(row["cut"]),
        inputs: JSON.parse(row["inputs"] ?? "{}") as Inputs,
      },
    ]),
  );
}
