import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Importers, MeshError, type MeshDefinition, type RemoteContext } from "@datamesh/kernel";
import { isRemote } from "@datamesh/kernel/mesh";
import type { Context } from "@datamesh/kernel/product";
import { catalog } from "../catalog/context.ts";

/** The mesh that `datamesh.config.ts` declares. */
export interface LoadedMesh {
  /** Contexts whose code is here. */
  readonly local: readonly Context[];
  /** Contexts that are kept and run elsewhere. */
  readonly remotes: readonly RemoteContext[];
  /** Those that are here, and the catalog that knows of them. */
  readonly all: readonly Context[];
  readonly importers: Importers;
  /** Where the file lies: the root of the repository. */
  readonly directory: string;
}

const FILE = "datamesh.config.ts";

/**
 * Loads the mesh from the file that DATAMESH_CONFIG names, or else from the `datamesh.config.ts` in the working
 * directory or the nearest one above it. Fails with BAD_USER_INPUT when there is none, or it declares no mesh.
 */
export async function loadMesh(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<LoadedMesh> {
  const file = findConfig(env["DATAMESH_CONFIG"] || undefined, process.cwd());
  const { contexts, importers } = definitionIn(file, await importConfig(file));
  const local = contexts.filter((each): each is Context => !isRemote(each));
  return Object.freeze({
    local,
    remotes: contexts.filter(isRemote),
    all: Object.freeze([...local, catalog]),
    importers,
    directory: dirname(file),
  });
}

/** The context of this name whose code is here. Fails with BAD_USER_INPUT that names those there are. */
export function localContext(mesh: Pick<LoadedMesh, "local">, name: string): Context {
  const found = mesh.local.find((each) => each.name === name);
  if (found !== undefined) return found;
  const known = mesh.local.map((each) => each.name).join(", ");
  throw new MeshError("BAD_USER_INPUT", `there is no context "${name}"; there is ${known || "none"}`);
}

function findConfig(named: string | undefined, from: string): string {
  if (named !== undefined) {
    const file = resolve(from, named);
    if (existsSync(file)) return file;
    throw new MeshError("BAD_USER_INPUT", `DATAMESH_CONFIG names ${file}, which is not there`);
  }
  for (let directory = from; ; directory = dirname(directory)) {
    const file = join(directory, FILE);
    if (existsSync(file)) return file;
    if (directory === dirname(directory)) break;
  }
  throw new MeshError(
    "BAD_USER_INPUT",
    `there is no ${FILE} in ${from} or above it: go to where the mesh is kept, or set DATAMESH_CONFIG`,
  );
}

async function importConfig(file: string): Promise<unknown> {
  try {
    return (await import(pathToFileURL(file).href)) as unknown;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MeshError("BAD_USER_INPUT", `${file} cannot be loaded: ${reason}`, {}, { cause });
  }
}

function definitionIn(file: string, module: unknown): MeshDefinition {
  const { default: definition } = module as { readonly default?: Partial<MeshDefinition> };
  if (Array.isArray(definition?.contexts) && typeof definition.importers === "object") {
    return definition as MeshDefinition;
  }
  throw new MeshError(
    "BAD_USER_INPUT",
    `${file} does not export a mesh: export default defineMesh({ contexts: [...] })`,
  );
}
