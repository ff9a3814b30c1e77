import {
  type DataProduct,
  type JoinInput,
  type ProductDescriptor,
  type ProductRef,
  productRef,
} from "@datamesh/kernel/product";
import { canonicalJson } from "../canonicalJson.ts";
import { fieldTypeText } from "../state/index.ts";
import type { DescribedRegistration } from "./registration.ts";
import { exposedFieldProblems } from "./takenFields.ts";

/** Finds a product that is served: of this registration, or of what is registered. */
export type FindProduct = (ref: ProductRef) => ProductDescriptor | undefined;

/** What stands against a registration, and what its owner should know. */
export interface Findings {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Holds what the context's joins rely upon against the contracts of the upstream products. */
export function upstreamContracts({ context, products }: DescribedRegistration, find: FindProduct): Findings {
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const product of context.products) {
    const ref = productRef(product.name, product.major);
    for (const join of joinsOf(product)) {
      const upstream = find(join.upstream.product);
      const own = products.get(ref);
      if (upstream === undefined)
        warnings.push(`${ref} joins ${join.upstream.product}, which no context serves yet`);
      else if (own !== undefined) problems.push(...contractProblems(own, join, upstream));
    }
  }
  return { problems: [...new Set(problems)], warnings: [...new Set(warnings)] };
}

const joinsOf = ({ from }: DataProduct): readonly JoinInput[] =>
  from.filter((input) => input.kind === "join");

function contractProblems(
  product: ProductDescriptor,
  { upstream: contract, by, take }: JoinInput,
  upstream: ProductDescriptor,
): readonly string[] {
  const ref = productRef(product.name, product.major);
  const key =
    contract.key === upstream.key
      ? []
      : [`${ref} joins ${contract.product} by key ${contract.key}, but its key is ${upstream.key}`];
  const join = { kind: "join", product: contract.product, by, take } as const;
  return [...key, ...reliedUpon(ref, contract, upstream), ...exposedFieldProblems(product, join, upstream)];
}

/** Fields of the contract that are not taken are relied upon all the same: the key, at least, is read. */
function reliedUpon(
  ref: ProductRef,
  contract: JoinInput["upstream"],
  upstream: ProductDescriptor,
): readonly string[] {
  return Object.entries(contract.fields).flatMap(([name, { spec }]) => {
    const where = `${ref} relies on ${contract.product}.${name}`;
    const theirs = upstream.fields.find((field) => field.name === name);
    if (theirs === undefined) return [`${where}, which there is not`];
    if (canonicalJson(spec.type) !== canonicalJson(theirs.type)) {
      return [`${where} as ${fieldTypeText(spec.type)}, but it is ${fieldTypeText(theirs.type)}`];
    }
    if (spec.classification !== theirs.classification) {
      return [`${where} as ${spec.classification}, but it is ${theirs.classification}`];
    }
    return [];
  });
}
