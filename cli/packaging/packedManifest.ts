import manifest from "../../package.json" with { type: "json" };

/** What the package `datamesh` consists of, relative to the root of the repository. */
export const PACKED = ["catalog", "cli", "gateway", "README.md", "LICENSE"] as const;

/**
 * The `package.json` of the package `datamesh`. The repository's own has no `bin`: with one, npx would install the
 * repository into its cache whenever it runs the command there. `devDependencies` and `allowScripts` stay, since
 * `datamesh new context --standalone` takes the versions of tools from there.
 */
export function packedManifest(): Readonly<Record<string, unknown>> {
  const { name, version, description, license, type, engines } = manifest;
  const { dependencies, optionalDependencies, devDependencies, allowScripts } = manifest;
  return {
    name,
    version,
    description,
    license,
    type,
    engines,
    bin: { datamesh: "cli/bin/datamesh.js" },
    dependencies,
    optionalDependencies,
    devDependencies,
    allowScripts,
  };
}
