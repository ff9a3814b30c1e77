import { withImport, withListed } from "./editSource.ts";
import type { ScaffoldPlan } from "./plan.ts";
import {
  eventSource,
  productSource,
  specSource,
  type SourceOwner,
  type SpecRunner,
} from "./productSources.ts";
import type { ProductWords } from "./words.ts";

/** Where a product is to be added. */
export interface ProductHome {
  /** The context's folder, relative to the root of the repository. */
  readonly folder: string;
  readonly owner: SourceOwner;
  readonly runner: SpecRunner;
}

/** What a new product of a context consists of: a file, its spec, an event and two lines in the context's lists. */
export function planProduct(
  words: ProductWords,
  { folder, owner, runner }: ProductHome,
): Omit<ScaffoldPlan, "next"> {
  const { identifier, eventIdentifier } = words;
  const file = `./${identifier}.ts`;
  return {
    create: [
      { path: `${folder}/${identifier}.ts`, content: productSource(words, owner) },
      { path: `${folder}/${identifier}.spec.ts`, content: specSource(words, runner) },
    ],
    change: [
      {
        path: `${folder}/events.ts`,
        apply: (source) => `${withImport(source, ["event", "z"], "@datamesh/kernel")}${eventSource(words)}`,
        byHand: eventSource(words).trim().split("\n"),
      },
      {
        path: `${folder}/index.ts`,
        apply: (source) => {
          const inProducts = withListed(source, /\bproducts: \[/, identifier);
          const inEvents = inProducts && withListed(inProducts, /\bevents: \[/, eventIdentifier);
          return (
            inEvents && withImport(withImport(inEvents, [eventIdentifier], "./events.ts"), [identifier], file)
          );
        },
        byHand: [
          `import { ${eventIdentifier} } from "./events.ts";`,
          `import { ${identifier} } from "${file}";`,
          `${eventIdentifier} in the context's events, ${identifier} in its products`,
        ],
      },
    ],
  };
}
