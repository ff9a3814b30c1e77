import { PAGE_LIMITS } from "@datamesh/kernel/product";

/** What the parts of an operation count for in its estimated cost, and how long lists are taken to be. */
export interface CostSettings {
  /** A field that holds a value, of each object. */
  readonly leaf: number;
  /** An object. */
  readonly object: number;
  /** An object that is looked up in another subgraph than the one it came from, beside what it is itself. */
  readonly entity: number;
  /** A field of a mutation, beside what it answers. */
  readonly mutation: number;
  /** Objects of a list that can be paged, where the operation does not say how many. */
  readonly pageSize: number;
  /** Objects of any other list. */
  readonly listSize: number;
}

/** How costs are estimated unless told otherwise. */
export const DEFAULT_COSTS: CostSettings = Object.freeze({
  leaf: 1,
  object: 2,
  entity: 5,
  mutation: 10,
  pageSize: PAGE_LIMITS.default,
  listSize: 10,
});
