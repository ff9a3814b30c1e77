import { type Cut, productCutText } from "@datamesh/kernel/cut";
import { type Consumer, decide, type Decision, effectOf, mayKnow } from "@datamesh/kernel/policy";
import { type ProductDescriptor, type ProductRef, productRef } from "@datamesh/kernel/product";
import type { GraphQLFormattedError } from "graphql";
import type { ComputedFields } from "../authorize/computedFields.ts";
import type { Selection, SelectionUse } from "../authorize/collectSelections.ts";
import type { Refusal } from "../authorize/evaluateRules.ts";
import { isWithinRefused, type Occurs } from "../authorize/withheld.ts";
import { type AnsweredData, isDeniedLater } from "./deniedLater.ts";
import { toldParts } from "./toldParts.ts";

/** What one request asked of one product, and what was decided on it: names of fields, never values or arguments. Frozen. */
export interface Access {
  readonly product: ProductRef;
  /** `deny` when nothing of the product was given, `mask` when some of it was given masked. */
  readonly decision: Decision["effect"];
  /** By which alternative of the policy, or what was missing. */
  readonly because: string;
  /** The purpose that counted for the product. */
  readonly purpose: string | null;
  /** Fields given as they are, be it only to filter or order by them. */
  readonly fields: readonly string[];
  readonly masked: readonly string[];
  readonly denied: readonly string[];
  /** The state of the product the operation was read as of: `g1.p833.e0`; absent when it was read as it was. */
  readonly asOf?: string;
}

/** What an operation asked for and how it ended. */
export interface AskedAndAnswered {
  readonly selections: readonly Selection[];
  readonly refusals: readonly Refusal[];
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The errors of execution, as the consumer sees them. */
  readonly failures: readonly GraphQLFormattedError[];
  readonly data: AnsweredData;
  readonly occurs: Occurs;
}

/** Finds out what an operation accessed, each product once. */
export type FindAccesses = (answered: AskedAndAnswered, consumer: Consumer) => readonly Access[];

/**
 * Prepares it for the products of a mesh. A product counts wherever it is entered: by a root field, a link, an entity
 * or `node`. What could not be delivered because a part of the mesh failed counts as accessed all the same.
 */
export function accessFinder(
  products: readonly ProductDescriptor[],
  inputsOf: ComputedFields = () => [],
): FindAccesses {
  const byRef = new Map(products.map((each) => [productRef(each.name, each.major), each]));
  const partsTold = toldParts(products, inputsOf);
  return (answered, consumer) => {
    const touched = new Map<ProductDescriptor, Touched>();
    const touch = (product: ProductDescriptor): Touched => {
      const found = touched.get(product) ?? nothingOf(product, consumer);
      touched.set(product, found);
      return found;
    };
    for (const selection of answered.selections) {
      const refusal = answered.refusals.find((each) => each.selection === selection);
      const uses = toldUses(selection, answered);
      if (uses.length === 0) continue;
      if (refusal !== undefined) {
        const refused = refusedPart(refusal, byRef);
        if (refused !== undefined) deny(touch(refused.product), refused.fields);
        continue;
      }
      const isDenied = uses.every((use) => isDeniedLater(use, answered.failures, answered.data));
      for (const told of partsTold(selection, answered.variables)) {
        // What is hidden from the consumer was not there to be accessed.
        if (!mayKnow(told.product.policy, consumer)) continue;
        (isDenied ? deny : give)(touch(told.product), told.fields);
      }
    }
    return [...touched.values()].map(accessOf);
  };
}

/** The accesses of an operation that was read as of a cut. */
export function accessesAsOf(accesses: readonly Access[], cut: Cut | undefined): readonly Access[] {
  return accesses.map((access) => {
    const read = cut?.get(access.product);
    return read === undefined ? access : Object.freeze({ ...access, asOf: productCutText(read) });
  });
}

/** What has been found of one product so far. */
interface Touched {
  readonly product: ProductDescriptor;
  readonly consumer: Consumer;
  isGiven: boolean;
  readonly fields: Set<string>;
  readonly masked: Set<string>;
  readonly denied: Set<string>;
}

const nothingOf = (product: ProductDescriptor, consumer: Consumer): Touched => ({
  product,
  consumer,
  isGiven: false,
  fields: new Set(),
  masked: new Set(),
  denied: new Set(),
});

function deny(touched: Touched, fields: readonly string[]): void {
  for (const field of fields) touched.denied.add(field);
}

function give(touched: Touched, fields: readonly string[]): void {
  touched.isGiven = true;
  for (const field of fields) {
    (effectOn(touched, field) === "mask" ? touched.masked : touched.fields).add(field);
  }
}

function effectOn({ product, consumer }: Touched, name: string): Decision["effect"] {
  const field = product.fields.find((each) => each.name === name);
  return effectOf({ action: "read", policy: product.policy, consumer, field });
}

function decisionOn({ product, consumer }: Touched, name?: string): Decision {
  const field = product.fields.find((each) => each.name === name);
  return decide({ action: "read", policy: product.policy, consumer, ...(field && { field }) });
}

function accessOf(touched: Touched): Access {
  const { product, isGiven, fields, masked, denied } = touched;
  const whole = decisionOn(touched);
  const [deniedField] = denied;
  const part = deniedField === undefined ? whole : decisionOn(touched, deniedField);
  const refusal = [whole, part].find(({ effect }) => effect !== "allow");
  return Object.freeze({
    product: productRef(product.name, product.major),
    decision: !isGiven ? "deny" : masked.size > 0 ? "mask" : "allow",
    because: isGiven ? whole.because : (refusal?.because ?? "refused by the context that holds it"),
    purpose: whole.purpose,
    fields: [...fields],
    masked: [...masked],
    denied: [...denied],
  });
}

/** Where a selection counts: not inside a refused one, and not below an abstract type of which there is no such object. */
function toldUses(selection: Selection, { refusals, occurs }: AskedAndAnswered): readonly SelectionUse[] {
  return selection.uses.filter((use) => occurs(selection, use) && !isWithinRefused(use, refusals));
}

/** Of which product a refusal is, and of which fields; nothing for what no policy of a product refused. */
function refusedPart({ error }: Refusal, byRef: ReadonlyMap<string, ProductDescriptor>) {
  const { product: ref, field } = error.details;
  const product = error.code === "FORBIDDEN" && typeof ref === "string" ? byRef.get(ref) : undefined;
  return product && { product, fields: typeof field === "string" ? [field] : [] };
}
