import type { ProductRef } from "../product/names.ts";
import type { ProductCut } from "./productCut.ts";

/** Positions of a product's direct inputs: `events` for its own log, `customer-profiles@1` for an upstream. */
export type InputPositions = Readonly<Record<string, number>>;

/** What is asked of one product before an operation reads it at a cut. */
export interface ProductQuestion {
  readonly product: ProductRef;
  /** It is waited for until the product has folded its inputs up to here. */
  readonly reached: InputPositions;
  /**
   * `now`: where it stands. `within`: its last state made of nothing beyond `reached` and, of commits that move no
   * input, of those committed by the time. `held`: whether this cut can still be read.
   */
  readonly want: "now" | { readonly within: string } | { readonly held: ProductCut };
}

/** What the gateway asks of a context before an operation reads at a cut, in one request. */
export interface CutQuestion {
  /** A time, ISO 8601 in UTC, for which the last position of the context's log that was recorded by then is asked. */
  readonly logAt?: string;
  readonly products: readonly ProductQuestion[];
  /** How long it may be waited. */
  readonly waitMilliseconds: number;
}

/** What a context answers: the position of its log, and for each product asked about its cut. */
export interface CutAnswer {
  readonly log?: number;
  readonly products: Readonly<Record<ProductRef, ProductCut>>;
}
