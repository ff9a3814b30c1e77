import type { CutAnswer, CutQuestion, InputPositions, ProductCut, ProductQuestion } from "../../cut/index.ts";
import { MeshError } from "../../errors.ts";
import { type ProductDescriptor, productRef, type ProductRef } from "../../product/index.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { refuseUnheld } from "../read/heldCut.ts";
import { readTable } from "../read/readTable.ts";
import { storeFailure } from "../read/storeFailure.ts";
import { positionWithin } from "./positionWithin.ts";
import { type ProductState, productStates } from "./productStates.ts";

/** What the questions are about. */
export interface CutResolverOptions {
  /** A connection of the context's reading role. */
  readonly database: Queryable;
  readonly context: string;
  /** The context's schema. */
  readonly schema: string;
  readonly products: readonly ProductDescriptor[];
}

/**
 * Answers where a context's log and products stand. Rejects with NOT_REACHED, telling how far each product is, when one
 * has not folded in time what it should have; with AS_OF_UNAVAILABLE and the earliest cut when one is not held; with
 * BAD_USER_INPUT on a time ahead of the clock; and with UNAVAILABLE when the store cannot be reached.
 */
export type ResolveCut = (question: CutQuestion) => Promise<CutAnswer>;

/** Resolves cuts in the store of a context. */
export function cutResolver(options: CutResolverOptions): ResolveCut {
  const states = productStates(options.database, options.context);
  return async ({ logAt, products, waitMilliseconds }) => {
    try {
      const log = logAt === undefined ? undefined : await logPosition(options, logAt);
      const reached = await Promise.all(
        products.map(async (question) => ({
          question,
          state: await states.until(
            question.product,
            (state) => behind(state, question.reached).length === 0,
            waitMilliseconds,
          ),
        })),
      );
      refuseBehind(reached);
      const cuts = await Promise.all(reached.map((each) => cutOf(options, each)));
      return { ...(log !== undefined && { log }), products: Object.fromEntries(cuts) };
    } catch (failure) {
      throw storeFailure(options.context, failure);
    }
  };
}

async function logPosition({ database, context }: CutResolverOptions, time: string): Promise<number> {
  const [row] = await database.query({
    text: `select ${contextNames(context).logPositionAt}($1) as position`,
    values: [time],
  });
  const position = row?.["position"];
  if (typeof position === "string") return Number(position);
  throw new MeshError("BAD_USER_INPUT", `asOf ${time} lies ahead of the clock of context ${context}`);
}

interface Reached {
  readonly question: ProductQuestion;
  readonly state: ProductState | undefined;
}

/** The inputs that a product has not folded as far as it should. */
function behind(state: ProductState | undefined, wanted: InputPositions): readonly string[] {
  return Object.keys(wanted).filter((input) => positionOf(state, input) < (wanted[input] ?? 0));
}

const positionOf = (state: ProductState | undefined, input: string): number =>
  state?.inputs[input]?.position ?? 0;

function refuseBehind(reached: readonly Reached[]): void {
  const late = reached.flatMap(({ question: { product, reached: wanted }, state }) =>
    behind(state, wanted).map((input) => ({
      product,
      input,
      position: positionOf(state, input),
      wanted: wanted[input] ?? 0,
    })),
  );
  if (late.length === 0) return;
  const words = late.map(
    ({ product, input, position, wanted }) =>
      `${product} is at position ${position} of ${input}, not ${wanted}`,
  );
  throw new MeshError("NOT_REACHED", `${words.join("; ")}: ask again in a moment`, { products: late });
}

async function cutOf(
  options: CutResolverOptions,
  { question: { product: ref, want, reached }, state }: Reached,
): Promise<readonly [ProductRef, ProductCut]> {
  const product = options.products.find(({ name, major }) => productRef(name, major) === ref);
  if (product === undefined || state === undefined) {
    throw new MeshError("UNAVAILABLE", `${ref} is not served by context ${options.context} yet`, {
      product: ref,
    });
  }
  const { generation, position, epoch } = state;
  if (want === "now") return [ref, { generation, position, epoch }];
  const table = readTable(options.schema, product, () => true);
  const within = async (time: string): Promise<ProductCut> => ({
    generation,
    position: await positionWithin(options.database, table, { reached, time }, state.commits),
    epoch,
  });
  const cut = "held" in want ? want.held : await within(want.within);
  await refuseUnheld((statement) => options.database.query(statement), table, product, cut);
  return [ref, cut];
}
