import type { EntityManager } from "typeorm";
import type { TokensRevokedRecord } from "../state/index.ts";
import { RevocationRow } from "./entities/index.ts";

/** Writes what was said of tokens, in place of what was said of them before. */
export async function saveRevocation(
  manager: EntityManager,
  position: number,
  { at, event, until, ...revocation }: TokensRevokedRecord,
): Promise<void> {
  const row = {
    ...revocation,
    until: until === null ? null : new Date(until),
    revokedAt: new Date(at),
    position,
    lastEvent: event,
  };
  await manager.upsert(RevocationRow, row, ["claim", "value"]);
}
