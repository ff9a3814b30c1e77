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
  /** Undefined when it is not known where it stands. */
  const tellOne = (product: ProductRef, since: number): string | undefined => {
    const standing = announcements.heard().get(product);
    const isKnown = standing !== undefined && (announcements.lastHeardAt(product) ?? -Infinity) >= since;
    return isKnown ? textOf(product, standing) : undefined;
  };
  const tellAll = (products: readonly ProductRef[], since: number): string | undefined => {
    const texts: string[] = [];
    for (const product of products) {
      const text = tellOne(product, since);
      if (text === undefined) return undefined;
      texts.push(text);
    }
    return join(products, texts);
  };
  return {
    tell: (products, since) =>
      products.length === 1 ? tellOne(products[0] as ProductRef, since) : tellAll(products, since),
  };
}

interface Joined {
  readonly texts: readonly string[];
  readonly text: string;
}
