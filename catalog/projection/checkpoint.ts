import type { EntityManager } from "typeorm";
import { CheckpointRow } from "./entities/index.ts";

/** How far the log is folded. */
export const readCheckpoint = (manager: EntityManager): Promise<CheckpointRow> =>
  manager.findOneByOrFail(CheckpointRow, { onlyRow: true });

/** The same, keeping every other projector out until the transaction ends. */
export const lockCheckpoint = (manager: EntityManager): Promise<CheckpointRow> =>
  manager.findOneOrFail(CheckpointRow, { where: { onlyRow: true }, lock: { mode: "pessimistic_write" } });
