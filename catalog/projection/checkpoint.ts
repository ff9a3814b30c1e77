import type { EntityManager } from "typeorm";
import { CheckpointRow } from "./entities/index.ts";

/**
 * Which projection this code is, counted up whenever what it derives from the same log changes: tables of an earlier
 * one are derived anew before anything is added to them.
 */
export const PROJECTION = 4;

/** How far the log is folded. */
export const readCheckpoint = (manager: EntityManager): Promise<CheckpointRow> =>
  manager.findOneByOrFail(CheckpointRow, { onlyRow: true });

/** The same, keeping every other projector out until the transaction ends. */
export const lockCheckpoint = (manager: EntityManager): Promise<CheckpointRow> =>
  manager.findOneOrFail(CheckpointRow, { where: { onlyRow: true }, lock: { mode: "pessimistic_write" } });
