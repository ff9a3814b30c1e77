import { z } from "zod";
import {
  type Cut,
  type CutQuestion,
  isProductRef,
  parseProductCut,
  type ProductCut,
} from "../../cut/index.ts";
import type { ProductRef } from "../../product/index.ts";

const ref = z.custom<ProductRef>((value) => typeof value === "string" && isProductRef(value));
const position = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const cut = z.string().transform((text, context): ProductCut => {
  const found = parseProductCut(text);
  if (found !== undefined) return found;
  context.addIssue({ code: "custom", message: "no cut of a product" });
  return z.NEVER;
});
const productCut = z.object({ generation: position, position, epoch: position });

const question = z.object({
  logAt: z.iso.datetime().optional(),
  products: z
    .array(
      z.object({
        product: ref,
        reached: z.record(z.string(), position),
        want: z.union([
          z.literal("now"),
          z.object({ within: z.iso.datetime() }),
          z.object({ held: productCut }),
        ]),
      }),
    )
    .max(1_000),
  waitMilliseconds: z.number().min(0).max(60_000),
});

/**
 * What a request's `extensions.datamesh` says: what to read as of, each product's cut as text, or a question about cuts
 * instead of the operation, which then is none.
 */
export const cutExtensions = z.object({
  datamesh: z
    .object({
      asOf: z
        .record(ref, cut)
        .transform((cuts): Cut => new Map(Object.entries(cuts) as [ProductRef, ProductCut][]))
        .optional(),
      question: question.transform((asked): CutQuestion => asked).optional(),
    })
    .optional(),
});
