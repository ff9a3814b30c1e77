import { position } from "@datamesh/kernel/log";
import { productRef } from "@datamesh/kernel/product";
import type { EntityManager } from "typeorm";
import type { CatalogState, Compositions, ContextRecord, ProductRecord } from "../state/index.ts";
import {
  CatalogProductRow,
  type CheckpointRow,
  RegisteredContextRow,
  SupergraphRow,
} from "./entities/index.ts";

/** Reads the state from its rows; the caller's transaction makes them fit together. */
export async function loadState(manager: EntityManager, checkpoint: CheckpointRow): Promise<CatalogState> {
  const contexts = await manager.find(RegisteredContextRow);
  const products = await manager.find(CatalogProductRow);
  const supergraph = await manager.findOneByOrFail(SupergraphRow, { onlyRow: true });
  return {
    position: position(checkpoint.position),
    registeredUpTo: position(checkpoint.registeredUpTo),
    contexts: new Map(contexts.map((row) => [row.name, contextRecord(row)])),
    products: new Map(products.map((row) => [productRef(row.name, row.major), productRecord(row)])),
    compositions: compositions(supergraph),
  };
}

const contextRecord = (row: RegisteredContextRow): ContextRecord => ({
  name: row.name,
  owner: { team: row.ownerTeam, contact: row.ownerContact },
  sdl: row.sdl,
  registeredAt: row.registeredAt.toISOString(),
  lastEvent: row.lastEvent,
});

const productRecord = (row: CatalogProductRow): ProductRecord => ({
  descriptor: row.descriptor,
  status: row.status,
  changedAt: row.changedAt.toISOString(),
});

/** What became of composing, from its row. */
export function compositions(row: SupergraphRow): Compositions {
  const { supergraphSdl, subgraphs, composedAt, problems, lastEvent } = row;
  if (supergraphSdl === null || subgraphs === null || composedAt === null) return { problems, lastEvent };
  return {
    lastGood: { supergraphSdl, subgraphs, composedAt: composedAt.toISOString() },
    problems,
    lastEvent,
  };
}
