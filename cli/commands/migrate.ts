import { Command } from "commander";
import { readCliConfig } from "../config.ts";
import { type LoadedMesh, loadMesh, localContext } from "../contexts.ts";
import type { MeshDatabase, NeighbouringContext } from "@datamesh/kernel/postgres";
import { type Context, productRef } from "@datamesh/kernel/product";
import { withMeshDatabase } from "../mesh/withMeshDatabase.ts";
import { migrateContexts, type Migrated } from "../migrate/migrateContexts.ts";
import { inWords } from "../migrate/schemaObjects.ts";
import { openConnections } from "../mesh/connections.ts";
import { unpublishedChanges, unpublishedText } from "../release/unpublishedChanges.ts";
import { releaseChangedFolds } from "../release/releaseChangedFolds.ts";
import { providersIn } from "../replay/providers.ts";

/** `datamesh migrate`: what every other process but `start` finds ready. */
export function migrateCommand(): Command {
  return new Command("migrate")
    .description(
      "make the roles, schemas, logs, product tables and grants that are missing, and rebuild products whose fold was released; safe to repeat",
    )
    .argument("[contexts...]", "only these contexts; all of the mesh and the catalog unless given")
    .option("--json", "print one JSON document on stdout")
    .addHelpText("after", ENVIRONMENT)
    .action(migrate);
}

const ENVIRONMENT = `
Environment (each secret also as a file: NAME_FILE):
  DATABASE_URL              an administrator's connection to PostgreSQL 18; the embedded one unless given
  DATAMESH_DATABASE_SECRET  what role passwords derive from; the secret of the data directory unless given
  DATAMESH_DIRECT_URL       leads past a pooler, if DATABASE_URL leads to one
  DATAMESH_ROLE_PREFIX      first part of the names of roles (datamesh)`;

async function migrate(names: readonly string[], { json }: { readonly json?: true }): Promise<void> {
  const loaded = await loadMesh();
  const contexts = chosen(loaded, names);
  const config = readCliConfig(process.env);
  process.stderr.write(`datamesh: migrating ${contexts.map(({ name }) => name).join(", ")}\n`);
  const migrated = await withMeshDatabase(config, async ({ mesh }) => {
    const made = await migrateContexts({ ...mesh, neighbours: neighbours(loaded, contexts) }, contexts);
    await release(loaded, contexts, mesh);
    return made;
  });
  process.stdout.write(json === true ? `${JSON.stringify({ migrated }, null, 2)}\n` : inLines(migrated));
}

/** What changed under a higher version is built and swapped in before the processes of that version start. */
async function release(loaded: LoadedMesh, contexts: readonly Context[], mesh: MeshDatabase): Promise<void> {
  for (const change of await unpublishedChanges(contexts, loaded.directory)) {
    process.stderr.write(`datamesh: ${unpublishedText(change)}\n`);
  }
  const connections = openConnections(mesh);
  try {
    await releaseChangedFolds({
      contexts: contexts.filter((each) => loaded.local.includes(each)),
      root: loaded.directory,
      mesh,
      connections,
      findProvider: providersIn(loaded),
      say: (progress) => process.stderr.write(`datamesh: ${progress}\n`),
    });
  } finally {
    await connections.end();
  }
}

function chosen(loaded: LoadedMesh, names: readonly string[]): readonly Context[] {
  if (names.length === 0) return loaded.all;
  return names.map((name) => localContext({ local: loaded.all }, name));
}

/** Contexts that are not migrated now, and may be there all the same. */
function neighbours(loaded: LoadedMesh, contexts: readonly Context[]): readonly NeighbouringContext[] {
  const others = loaded.local.filter((each) => !contexts.includes(each));
  return [
    ...loaded.remotes,
    ...others.map(({ name, products }) => ({
      name,
      products: products.map((product) => productRef(product.name, product.major)),
    })),
  ];
}

const inLines = (migrated: readonly Migrated[]): string =>
  migrated.map(({ context, made }) => `${context}: ${inWords(made)}\n`).join("");
