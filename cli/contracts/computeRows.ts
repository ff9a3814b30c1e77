import { MeshError } from "@datamesh/kernel";
import type { RowsComputed } from "@datamesh/kernel/contract";
import {
  changedFolds,
  contextNames,
  diffProduct,
  openDatabase,
  refuseUnreadable,
  unreadableEvents,
} from "@datamesh/kernel/postgres";
import { type Context, productRef, type ProductRef } from "@datamesh/kernel/product";
import type { CliConfig } from "../config.ts";
import type { LoadedMesh } from "../contexts.ts";
import { openConnections } from "../mesh/connections.ts";
import { withMeshDatabase } from "../mesh/withMeshDatabase.ts";
import { tellProgress } from "../replay/progress.ts";
import { providersIn } from "../replay/providers.ts";
import { onProjection, type ReplayMeans } from "../replay/replays.ts";
import { asMigrated } from "../replay/asMigrated.ts";
import { publishedCorrections } from "../release/publishedCorrections.ts";
import type { DeclaredProduct } from "./checkProduct.ts";
import type { ContractsPlace } from "./contractsDirectory.ts";

/** Where corrections are published, and the one that is about to be. */
type CorrectionsPlace = ContractsPlace & { readonly correction?: string };
type Means = Omit<ReplayMeans, "now">;

/**
 * What the rows of the mesh at hand say of those products whose code is not what made them. Nothing is recorded. Fails
 * with UNAVAILABLE when its database cannot be used: a check that silently proves less is none; and with BAD_USER_INPUT
 * when a log holds versions of events that the declaration cannot read.
 */
export async function computeRows(
  config: CliConfig,
  loaded: LoadedMesh,
  products: readonly DeclaredProduct[],
  place: CorrectionsPlace,
): Promise<ReadonlyMap<ProductRef, RowsComputed>> {
  const computed = new Map<ProductRef, RowsComputed>();
  await orWithout(() =>
    withMeshDatabase(config, async ({ mesh }) => {
      const connections = openConnections(mesh);
      try {
        const means = { mesh, connections, findProvider: providersIn(loaded) };
        for (const each of await changedAmong(means, products)) {
          computed.set(productRef(each.product.name, each.product.major), await diffOf(means, each, place));
        }
      } finally {
        await connections.end();
      }
    }),
  );
  return computed;
}

async function orWithout<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await asMigrated(work);
  } catch (error) {
    if (!(error instanceof MeshError) || error.code !== "UNAVAILABLE") throw error;
    const message = `${error.message}; --no-database checks by the code alone`;
    throw new MeshError("UNAVAILABLE", message, error.details, { cause: error });
  }
}

async function changedAmong(
  means: Means,
  products: readonly DeclaredProduct[],
): Promise<readonly DeclaredProduct[]> {
  const found: DeclaredProduct[] = [];
  for (const context of await migratedAmong(means, new Set(products.map((each) => each.context)))) {
    const project = means.connections.as(context.name, "project");
    refuseUnreadable(await unreadableEvents(project, context));
    const changed = await changedFolds(project, context);
    const refs = new Set(changed.map(({ product }) => product));
    found.push(
      ...products.filter(
        ({ context: { name }, product }) =>
          name === context.name && refs.has(productRef(product.name, product.major)),
      ),
    );
  }
  return found;
}

/** The contexts that have a store in the database: one that is being written has none yet. */
async function migratedAmong({ mesh }: Means, contexts: ReadonlySet<Context>): Promise<readonly Context[]> {
  const admin = openDatabase(mesh.url, { max: 1, name: "datamesh check" });
  try {
    const rows = await admin.query({
      text: "select name from unnest($1::text[], $2::text[]) as each (name, store) where to_regclass(store) is not null",
      values: [
        [...contexts].map(({ name }) => name),
        [...contexts].map(({ name }) => contextNames(name).checkpoints),
      ],
    });
    const there = new Set(rows.map((row) => row["name"]));
    return [...contexts].filter(({ name }) => there.has(name));
  } finally {
    await admin.end();
  }
}

async function diffOf(
  means: Means,
  { context, product }: DeclaredProduct,
  place: CorrectionsPlace,
): Promise<RowsComputed> {
  const ref = productRef(product.name, product.major);
  const published = await publishedCorrections({ context, product }, place);
  const correctionOf = (live: string): string | undefined => place.correction ?? published(live);
  const onProgress = tellProgress(ref, (line) => process.stderr.write(`datamesh: ${line}\n`));
  const asked = { samples: 0, correctionOf };
  const { live, position, events, needs, findings, problem } = await onProjection(
    means,
    { ref, context, product },
    (migrate, projection) => diffProduct(migrate, projection, asked, { onProgress }),
  );
  return { live, position, events, needs, findings, problem };
}
