import type { EntityManager } from "typeorm";
import type { CatalogState, ContextRecord, ProductRecord } from "../state/index.ts";
import {
  CatalogFieldRow,
  CatalogProductRow,
  CheckpointRow,
  RegisteredContextRow,
  SupergraphRow,
} from "./entities/index.ts";
import { fieldRows, productRow } from "./productRows.ts";

/** Writes what differs between two states, and the checkpoint. */
export async function saveChanges(
  manager: EntityManager,
  before: CatalogState,
  after: CatalogState,
): Promise<void> {
  for (const context of changed(before.contexts, after.contexts)) await saveContext(manager, context);
  for (const product of changed(before.products, after.products)) await saveProduct(manager, product);
  if (before.compositions !== after.compositions) await saveCompositions(manager, after);
  const { position, registeredUpTo } = after;
  await manager.update(CheckpointRow, { onlyRow: true }, { position, registeredUpTo });
}

/** A fold that changes a record makes a new one, so identity tells. */
function changed<V>(before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>): readonly V[] {
  return [...after].filter(([key, value]) => before.get(key) !== value).map(([, value]) => value);
}

async function saveContext(manager: EntityManager, context: ContextRecord): Promise<void> {
  const { name, owner, sdl, registeredAt, lastEvent } = context;
  const row: RegisteredContextRow = {
    name,
    ownerTeam: owner.team,
    ownerContact: owner.contact,
    sdl,
    registeredAt: new Date(registeredAt),
    lastEvent,
  };
  await manager.upsert(RegisteredContextRow, row, ["name"]);
}

async function saveProduct(manager: EntityManager, product: ProductRecord): Promise<void> {
  const { name, major } = product.descriptor;
  await manager.upsert(CatalogProductRow, productRow(product), ["name", "major"]);
  await manager.delete(CatalogFieldRow, { product: name, major });
  await manager.insert(CatalogFieldRow, [...fieldRows(product.descriptor)]);
}

async function saveCompositions(manager: EntityManager, { compositions }: CatalogState): Promise<void> {
  const { lastGood, problems, lastEvent } = compositions;
  await manager.update(
    SupergraphRow,
    { onlyRow: true },
    {
      supergraphSdl: lastGood?.supergraphSdl ?? null,
      subgraphs: lastGood?.subgraphs ?? null,
      composedAt: lastGood === undefined ? null : new Date(lastGood.composedAt),
      problems,
      lastEvent,
    },
  );
}
