import { type ProductDescriptor, type ProductRef, productRef } from "@datamesh/kernel/product";
import { canonicalJson } from "../canonicalJson.ts";
import { fieldTypeText } from "../state/index.ts";
import type { IndexedRegistration, RelianceDescriptor } from "./registration.ts";
import { exposedFieldProblems, type JoinDescriptor } from "./takenFields.ts";

/** Finds a product that is served: of this registration, or of what is registered. */
export type FindProduct = (ref: ProductRef) => ProductDescriptor | undefined;

/** What stands against a registration, and what its owner should know. */
export interface Findings {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Holds what the context's joins rely upon against the contracts of the upstream products. */
export function upstreamContracts({ context, products }: IndexedRegistration, find: FindProduct): Findings {
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const [ref, product] of products) {
    for (const join of joinsOf(product)) {
      const upstream = find(join.product);
      const relied = context.reliances.filter(
        (each) => each.product === ref && each.upstream === join.product,
      );
      if (upstream === undefined) warnings.push(`${ref} joins ${join.product}, which no context serves yet`);
      else problems.push(...contractProblems(product, { join, relied }, upstream));
    }
  }
  return { problems: [...new Set(problems)], warnings: [...new Set(warnings)] };
}

const joinsOf = ({ inputs }: ProductDescriptor): readonly JoinDescriptor[] =>
  inputs.filter((input) => input.kind === "join");

interface Contract {
  readonly join: JoinDescriptor;
  readonly relied: readonly RelianceDescriptor[];
}

function contractProblems(
  product: ProductDescriptor,
  { join, relied }: Contract,
  upstream: ProductDescriptor,
): readonly string[] {
  const ref = productRef(product.name, product.major);
  if (upstream.history === false) return [`${ref} joins ${join.product}, which keeps no history`];
  if (relied.length === 0) return [`${ref} joins ${join.product} without saying what it relies upon`];
  const keys = relied.flatMap(({ key }) =>
    key === upstream.key
      ? []
      : [`${ref} joins ${join.product} by key ${key}, but its key is ${upstream.key}`],
  );
  const fields = relied.flatMap((each) => reliedUpon(ref, each, upstream));
  return [...keys, ...fields, ...exposedFieldProblems(product, join, upstream)];
}

/** Fields of the contract that are not taken are relied upon all the same: the key, at least, is read. */
function reliedUpon(
  ref: ProductRef,
  reliance: RelianceDescriptor,
  upstream: ProductDescriptor,
): readonly string[] {
  return reliance.fields.flatMap(({ name, type, classification }) => {
    const where = `${ref} relies on ${reliance.upstream}.${name}`;
    const theirs = upstream.fields.find((field) => field.name === name);
    if (theirs === undefined) return [`${where}, which there is not`];
    if (canonicalJson(type) !== canonicalJson(theirs.type)) {
      return [`${where} as ${fieldTypeText(type)}, but it is ${fieldTypeText(theirs.type)}`];
    }
    if (classification !== theirs.classification) {
      return [`${where} as ${classification}, but it is ${theirs.classification}`];
    }
    return [];
  });
}
