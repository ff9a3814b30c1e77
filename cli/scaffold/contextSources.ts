import type { NewFile } from "./plan.ts";
import { eventSource, productSource, specSource, type SpecRunner } from "./productSources.ts";
import type { ContextWords, ProductWords } from "./words.ts";

/** The files of a new context with its first product, in this folder. */
export function contextFiles(
  context: ContextWords,
  product: ProductWords,
  { folder, runner }: { readonly folder: string; readonly runner: SpecRunner },
): readonly NewFile[] {
  const owner = {
    identifier: context.ownerIdentifier,
    team: context.name,
    contact: `${context.name}@datamesh.example`,
  };
  return [
    { path: `${folder}/owner.ts`, content: ownerSource(owner) },
    {
      path: `${folder}/events.ts`,
      content: `import { event, z } from "@datamesh/kernel";\n${eventSource(product)}`,
    },
    { path: `${folder}/${product.identifier}.ts`, content: productSource(product, owner) },
    { path: `${folder}/${product.identifier}.spec.ts`, content: specSource(product, runner) },
    { path: `${folder}/index.ts`, content: indexSource(context, product) },
  ];
}

const ownerSource = (owner: {
  readonly identifier: string;
  readonly team: string;
  readonly contact: string;
}): string =>
  `import type { Owner } from "@datamesh/kernel";

export const ${owner.identifier}: Owner = { team: "${owner.team}", contact: "${owner.contact}" };
`;

function indexSource(context: ContextWords, product: ProductWords): string {
  const imports = [
    [product.eventIdentifier, "./events.ts"],
    [product.identifier, `./${product.identifier}.ts`],
    [context.ownerIdentifier, "./owner.ts"],
  ] as const;
  const lines = imports
    .toSorted(([, a], [, b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    .map(([name, from]) => `import { ${name} } from "${from}";\n`);
  return `import { context } from "@datamesh/kernel";
${lines.join("")}
/** Publishes ${product.name}. */
export const ${context.identifier} = context({
  name: "${context.name}",
  owner: ${context.ownerIdentifier},
  events: [${product.eventIdentifier}],
  products: [${product.identifier}],
});
`;
}
