import { readCut } from "@datamesh/kernel/cut";

/** A reading as of a cut that an answer told. */
export const cutOf = (text: string | undefined) =>
  ({ kind: "cut", cut: readCut(text ?? "") ?? new Map() }) as const;

/** A reading as of a time, ISO 8601. */
export const asOfTime = (time: string) => ({ asOf: { kind: "time", time } }) as const;

/** Resolves after so many milliseconds. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** An answer of which the end of a page of items is wanted. */
export interface Paged {
  readonly itemsV1: { readonly pageInfo: { readonly endCursor: string } };
}
