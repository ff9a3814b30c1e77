import { contextFiles } from "./contextSources.ts";
import { withImport, withListed } from "./editSource.ts";
import type { ScaffoldPlan } from "./plan.ts";
import type { ContextWords, ProductWords } from "./words.ts";

/** What a new context of this repository consists of: a folder under `subgraphs`, and a line in the list. */
export function planContext(context: ContextWords, product: ProductWords): Omit<ScaffoldPlan, "next"> {
  const { name, identifier } = context;
  const from = `./${name}/index.ts`;
  return {
    create: contextFiles(context, product, { folder: `subgraphs/${name}`, runner: "jest" }),
    change: [
      {
        path: "subgraphs/index.ts",
        apply: (source) => {
          const inList = withListed(source, /\bCONTEXTS\b[^=]*= Object\.freeze\(\[/, identifier);
          const exported = inList && (withListed(inList, /^export \{/m, identifier) ?? inList);
          return exported && withImport(exported, [identifier], from);
        },
        byHand: [`import { ${identifier} } from "${from}";`, `${identifier} in CONTEXTS`],
      },
    ],
  };
}
