import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { MeshError } from "@datamesh/kernel";
import * as shield from "../../../gateway/authorize/loadShield.ts";
import type { RuleTree } from "../../../gateway/authorize/ruleTree.ts";

/** What a module of rules is given, to write them with: graphql-shield's `rule`, `and`, `or`, `chain`, `race`, `allow`, `deny`. */
export type Shield = Omit<typeof shield, "shield">;

/**
 * Loads a tree of rules from a module: its default export or the export `permissions`, be it a tree or a function that
 * makes one of what it is given. Fails with BAD_USER_INPUT for what is no such module.
 */
export async function loadPermissions(path: string): Promise<RuleTree> {
  const file = resolve(path);
  if (!existsSync(file)) throw bad(`--permissions names ${file}, which is not there`);
  const module = await importModule(file);
  const exported = module.default ?? module.permissions;
  const { shield: _, ...given } = shield;
  const tree: unknown =
    typeof exported === "function" ? (exported as (given: Shield) => unknown)(given) : exported;
  if (typeof tree === "object" && tree !== null && !Array.isArray(tree)) return tree as RuleTree;
  throw bad(
    `${file} exports no tree of rules: export default ({ allow }) => ({ Query: { products: allow } })`,
  );
}

interface PermissionsModule {
  readonly default?: unknown;
  readonly permissions?: unknown;
}

async function importModule(file: string): Promise<PermissionsModule> {
  try {
    return (await import(pathToFileURL(file).href)) as PermissionsModule;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MeshError("BAD_USER_INPUT", `${file} cannot be loaded: ${reason}`, {}, { cause });
  }
}

const bad = (message: string): MeshError => new MeshError("BAD_USER_INPUT", message);
