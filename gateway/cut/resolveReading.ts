import { MeshError } from "@datamesh/kernel";
import type { Cut, CutQuestion, InputPositions, ProductCut, ProductQuestion } from "@datamesh/kernel/cut";
import { type ProductDescriptor, productRef, type ProductRef } from "@datamesh/kernel/product";
import type { CallSubgraph } from "../engine/index.ts";
import { askContexts } from "./askContexts.ts";
import { productLevels, upstreamsOf } from "./productLevels.ts";
import type { AsOf, Reading } from "./reading.ts";

/** The name of the input that is a product's own log. */
const OWN_LOG = "events";

/** What resolving takes. */
export interface Resolving {
  /** All of the mesh. */
  readonly products: readonly ProductDescriptor[];
  /** Those the operation reads. */
  readonly touched: readonly ProductDescriptor[];
  readonly call: CallSubgraph;
  /** How long it may be waited for products, all in all. */
  readonly waitMilliseconds: number;
}

/**
 * Resolves, once for an operation, what it reads as of: undefined when rows are to be read as they are, which for
 * `atLeast` is once the products have come so far. Throws BAD_USER_INPUT, AS_OF_UNAVAILABLE with the earliest cut,
 * NOT_REACHED with how far each product is, or UNAVAILABLE.
 */
export async function resolveReading(resolving: Resolving, reading: Reading): Promise<Cut | undefined> {
  const { asOf, atLeast } = reading;
  if (asOf?.kind === "cut") return heldCut(resolving, asOf.cut);
  if (asOf !== undefined) return cutAt(resolving, asOf);
  refuseUnknown(resolving.products, atLeast ?? {});
  const reached = await walk(resolving, atLeast ?? {}, "now");
  return reading.cut ? reached : undefined;
}

/** The cut of an earlier answer, if all that is read now was read then and can be read still. */
async function heldCut(resolving: Resolving, cut: Cut): Promise<Cut> {
  const questions = resolving.touched.map((product): Placed => {
    const ref = refOf(product);
    const held = cut.get(ref);
    if (held !== undefined) return { product, question: { product: ref, reached: {}, want: { held } } };
    throw new MeshError(
      "BAD_USER_INPUT",
      `asOf: the cut does not name ${ref}; take it from an answer of the same operation`,
      { product: ref },
    );
  });
  return ask(resolving, questions, resolving.waitMilliseconds);
}

/** Every log to the last position recorded by the time, and every product to its last state within these. */
async function cutAt(resolving: Resolving, { time }: Extract<AsOf, { kind: "time" }>): Promise<Cut> {
  const involved = levelsOf(resolving).flat();
  refuseUnserved(involved);
  const contexts = new Set(involved.map(({ context }) => context));
  const questions = new Map([...contexts].map((context) => [context, { logAt: time, products: [] }]));
  const answers = await askContexts(resolving.call, questions, 0);
  const logs = Object.fromEntries([...answers].map(([context, { log = 0 }]) => [context, log]));
  return walk(resolving, logs, { within: time });
}

const levelsOf = ({ products, touched }: Resolving) => productLevels(products, touched);

/**
 * Waits until the products have folded the logs up to their positions, upstream products first: what an upstream has
 * come to is what its consumers have to fold of it. Products that no such log leads to are not waited for.
 */
async function walk(
  resolving: Resolving,
  logs: Readonly<Record<string, number>>,
  want: ProductQuestion["want"],
): Promise<Cut> {
  const deadline = performance.now() + resolving.waitMilliseconds;
  const touched = new Set(resolving.touched);
  const waitedFor = new Map<ProductRef, ProductCut>();
  const found = new Map<ProductRef, ProductCut>();
  for (const level of levelsOf(resolving)) {
    const questions = level.flatMap((product): readonly Placed[] => {
      const reached = reachedBy(product, logs, waitedFor);
      if (Object.keys(reached).length === 0 && !touched.has(product)) return [];
      return [{ product, question: { product: refOf(product), reached, want } }];
    });
    const cuts = await ask(resolving, questions, Math.max(0, deadline - performance.now()));
    for (const { product, question } of questions) {
      const cut = cuts.get(question.product);
      if (cut === undefined)
        throw new TypeError(`context ${product.context} did not answer all it was asked`);
      if (Object.keys(question.reached).length > 0) waitedFor.set(question.product, cut);
      if (touched.has(product)) found.set(question.product, cut);
    }
  }
  return found;
}

function reachedBy(
  product: ProductDescriptor,
  logs: Readonly<Record<string, number>>,
  known: ReadonlyMap<ProductRef, ProductCut>,
): InputPositions {
  const own = logs[product.context];
  const upstreams = upstreamsOf(product).flatMap((ref) => {
    const position = known.get(ref)?.position;
    return position === undefined ? [] : [[ref, position] as const];
  });
  return { ...(own !== undefined && { [OWN_LOG]: own }), ...Object.fromEntries(upstreams) };
}

interface Placed {
  readonly product: ProductDescriptor;
  readonly question: ProductQuestion;
}

async function ask({ call }: Resolving, placed: readonly Placed[], waitMilliseconds: number): Promise<Cut> {
  const questions = new Map<string, Pick<CutQuestion, "products">>();
  for (const { product, question } of placed) {
    const products = [...(questions.get(product.context)?.products ?? []), question];
    questions.set(product.context, { products });
  }
  const answers = await askContexts(call, questions, waitMilliseconds);
  return new Map(
    [...answers.values()].flatMap(({ products }) => Object.entries(products) as [ProductRef, ProductCut][]),
  );
}

/** Without an upstream nobody can tell what of it lay within a time. */
function refuseUnserved(involved: readonly ProductDescriptor[]): void {
  const served = new Set(involved.map(refOf));
  for (const product of involved) {
    const missing = upstreamsOf(product).find((ref) => !served.has(ref));
    if (missing === undefined) continue;
    const message = `${missing}, which ${refOf(product)} joins, is not served now, and without it no time can be told`;
    throw new MeshError("UNAVAILABLE", message, { product: refOf(product) });
  }
}

function refuseUnknown(products: readonly ProductDescriptor[], logs: Readonly<Record<string, number>>): void {
  const contexts = new Set(products.map(({ context }) => context));
  const unknown = Object.keys(logs).find((context) => !contexts.has(context));
  if (unknown === undefined) return;
  throw new MeshError("BAD_USER_INPUT", `atLeast: ${unknown} is no context of this mesh that has products`);
}

const refOf = ({ name, major }: ProductDescriptor): ProductRef => productRef(name, major);
