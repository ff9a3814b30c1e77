import type { ProductRef } from "@datamesh/kernel/product";
import { compareRevisions, revisionText, type Standing } from "@datamesh/kernel/projection";
import type { Announcements } from "../announcements/index.ts";

/** The states of products as a cache's key tells them. */
export interface HeardStates {
  /** ` people@1 g1.c42.e0 orders@1 …`; undefined when nobody knows where one of them stands. */
  tell(products: readonly ProductRef[], since: number): string | undefined;
}

/**
 * Tells them from what is announced. `wentBack` is called when a product stands at an earlier revision than before, as
 * after the database was restored: what was once at a revision may not be what is there when it comes again.
 */
export function heardStates(
  announcements: Pick<Announcements, "heard" | "lastHeardAt">,
  wentBack: () => void,
): HeardStates {
  const told = new Map<ProductRef, { readonly standing: Standing; readonly text: string }>();
  const textOf = (product: ProductRef, standing: Standing): string => {
    const last = told.get(product);
    if (last?.standing === standing) return last.text;
    if (last !== undefined && compareRevisions(standing.revision, last.standing.revision) < 0) wentBack();
    const text = ` ${product} ${revisionText(standing.revision)}`;
    told.set(product, { standing, text });
    return text;
  };
  /** Of several products together, so that what is the same text is the same string. */
  const joined = new WeakMap<readonly ProductRef[], Joined>();
  const join = (products: readonly ProductRef[], texts: readonly string[]): string => {
    const last = joined.get(products);
    if (last !== undefined && texts.every((text, index) => last.texts[index] === text)) return last.text;
    const text = texts.join("");
    joined.set(products, { texts, text });
    return text;
  };
  return {
    tell(products, since) {
      const heard = announcements.heard();
      const texts: string[] = [];
      for (const product of products) {
        const standing = heard.get(product);
        if (standing === undefined || !((announcements.lastHeardAt(product) ?? -Infinity) >= since))
          return undefined;
        texts.push(textOf(product, standing));
      }
      return texts.length === 1 ? texts[0] : join(products, texts);
    },
  };
}

interface Joined {
  readonly texts: readonly string[];
  readonly text: string;
}
