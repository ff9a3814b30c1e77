import type { Projection } from "@datamesh/kernel/postgres";
import { fingerprint, type Row } from "@datamesh/kernel/product";

/** The items of the shelf by another fold, which doubles the score. */
export function doubledItems(projection: Projection): Projection {
  const doubled = {
    ...projection.product,
    from: projection.product.from.map((input) =>
      input.kind !== "events" || !input.event.types.includes("ITEM_PUT")
        ? input
        : {
            ...input,
            fold: (e: Parameters<typeof input.fold>[0]) => ({
              ...(e.data as Row),
              score: 2 * ((e.data as Row)["score"] as number),
            }),
          },
    ),
  };
  return { ...projection, product: doubled, fingerprint: fingerprint(doubled) };
}
