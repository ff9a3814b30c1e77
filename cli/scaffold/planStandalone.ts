import { contextFiles } from "./contextSources.ts";
import { packageSource } from "./packageSource.ts";
import type { PackedPackage } from "./packedPackages.ts";
import type { NewFile, ScaffoldPlan } from "./plan.ts";
import { dockerSource, readmeSource } from "./standaloneTexts.ts";
import type { ContextWords, ProductWords } from "./words.ts";

/** Where the packed packages lie that the repository depends on, if it does not get them from a registry. */
const PACKAGES = "packages";

/** What a context in a repository of its own consists of: the context, and what runs, tests and ships it. */
export function planStandalone(
  context: ContextWords,
  product: ProductWords,
  packed: readonly PackedPackage[],
): Omit<ScaffoldPlan, "next"> {
  const folder = packed.length === 0 ? undefined : PACKAGES;
  return {
    create: [
      { path: "package.json", content: packageSource(context.name, folder) },
      { path: "tsconfig.json", content: TSCONFIG },
      { path: "datamesh.config.ts", content: configSource(context) },
      ...contextFiles(context, product, { folder: "src", runner: "node" }),
      { path: "Dockerfile", content: dockerSource(context) },
      { path: "README.md", content: readmeSource(context, product) },
      ...DOTFILES,
      ...packed.map(({ file, bytes }) => ({ path: `${PACKAGES}/${file}`, content: bytes })),
    ],
    change: [],
  };
}

const configSource = ({ identifier }: ContextWords): string =>
  `import { defineMesh } from "@datamesh/kernel";
import { ${identifier} } from "./src/index.ts";

/** The mesh as this repository sees it: its own context. The others join it where they run, at the catalog. */
export default defineMesh({ contexts: [${identifier}] });
`;

const COMPILER_OPTIONS = {
  target: "es2023",
  lib: ["es2024"],
  module: "preserve",
  moduleResolution: "bundler",
  types: ["node"],
  strict: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  noEmit: true,
};

const TSCONFIG = `${JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ["datamesh.config.ts", "src"] }, null, 2)}\n`;

const IGNORED = "node_modules/\n.datamesh/\n*.log\n";

const DOTFILES: readonly NewFile[] = [
  { path: ".gitignore", content: IGNORED },
  { path: ".dockerignore", content: `${IGNORED}.git/\n` },
  { path: ".npmrc", content: "fund=false\naudit=false\n" },
];
