import { recordRevocation, type RecordedRevocation, revocationsAt } from "../../catalog/index.ts";
import { type KeptRevocation, revocationFile, writeRevocations } from "../../gateway/revocations/index.ts";
import { withCatalog } from "../mesh/withCatalog.ts";

/** What a command says of tokens; a file that others wrote may leave out who, when and why. */
export type Revoked = KeptRevocation;

/** Where revocations are kept. */
export interface RevocationStore {
  /** Takes the place of what was said of the same claim and value. */
  revoke(revocation: Omit<RecordedRevocation, "revokedAt">): Promise<void>;
  /** What is revoked now. */
  list(): Promise<readonly Revoked[]>;
}

/** In the catalog of the mesh, as events; every gateway of the mesh has it from there. */
export const catalogRevocations: RevocationStore = {
  revoke: (revocation) =>
    withCatalog(async (catalog) => {
      await recordRevocation(revocation, catalog);
      await catalog.catchUp();
    }),
  list: () => withCatalog(({ database, now }) => revocationsAt(database, now())),
};

/** In a file, for gateways that stand alone. */
export function fileRevocations(path: string, now: () => Date): RevocationStore {
  const read = async (): Promise<readonly Revoked[]> => {
    const all = (await revocationFile(path)()) ?? [];
    return all.filter(({ until }) => until === null || Date.parse(until) > now().getTime());
  };
  return {
    revoke: async (revocation) => {
      const { claim, value } = revocation;
      const others = (await read()).filter((each) => each.claim !== claim || each.value !== value);
      await writeRevocations(path, [...others, { ...revocation, revokedAt: now().toISOString() }]);
    },
    list: read,
  };
}
