import { createRequire } from "node:module";
import type * as GraphqlShield from "graphql-shield";

type Shield = typeof GraphqlShield;

/**
 * graphql-shield 7.6.5, loaded as CommonJS. Its ESM build cannot be linked on Node 23 and later, because it
 * imports `isUndefined` from `node:util` by name and Node has removed it. The CommonJS build only looks it up
 * when `chain` or `race` runs, so one polyfill, set before loading, is enough for both.
 */
function load(): Shield {
  const require = createRequire(import.meta.url);
  const util = require("node:util") as { isUndefined?: (value: unknown) => boolean };
  util.isUndefined ??= (value) => value === undefined;
  return require("graphql-shield") as Shield;
}

/**
 * The parts of graphql-shield that rules are written with. `not` is left out on purpose: it allows whenever
 * the rule it negates throws. `inputRule` too: its cache ignores the field.
 */
export const { shield, rule, and, or, chain, race, allow, deny } = load();
