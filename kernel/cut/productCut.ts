import type { ProductRef } from "../product/names.ts";

/**
 * A state of one product's rows, from which the same rows can be read again: the position in its history, with the
 * generation and the epoch (kernel/projection/revision.ts) in which it was seen.
 */
export interface ProductCut {
  readonly generation: number;
  readonly position: number;
  readonly epoch: number;
}

/** The cut of an operation: where each of its products stands. */
export type Cut = ReadonlyMap<ProductRef, ProductCut>;

const TEXT = /^g(0|[1-9]\d{0,14})\.p(0|[1-9]\d{0,14})\.e(0|[1-9]\d{0,14})$/;

/** A product's cut as text: `g1.p833.e0`. */
export const productCutText = ({ generation, position, epoch }: ProductCut): string =>
  `g${generation}.p${position}.e${epoch}`;

/** Reads `g1.p833.e0`; undefined when it is none. */
export function parseProductCut(text: unknown): ProductCut | undefined {
  const [, generation, position, epoch] = (typeof text === "string" && TEXT.exec(text)) || [];
  if (epoch === undefined) return undefined;
  return { generation: Number(generation), position: Number(position), epoch: Number(epoch) };
}

const REF = /^[a-z][a-z0-9]*(-[a-z0-9]+)*@[1-9]\d{0,8}$/;

/** Whether the text names a product version: `customer-profiles@1`. */
export const isProductRef = (text: string): text is ProductRef => REF.test(text);
