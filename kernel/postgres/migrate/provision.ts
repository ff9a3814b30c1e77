import type { Queryable } from "../database.ts";
import { migrateLogs } from "../log/migrateLogs.ts";
import { requireLogs } from "../log/requireLogs.ts";
import { asMemberOf } from "../roles/asMemberOf.ts";
import { claimPrefix, markRoles } from "../roles/claimPrefix.ts";
import { provisionRoles, provisionSchemas } from "../roles/provisionRoles.ts";
import { ledgerRole, roleName } from "../roles/roleNames.ts";
import { APPLIED_TABLE } from "./applied.ts";
import type { MeshDatabase } from "./meshDatabase.ts";

/**
 * Makes what the administrator makes for contexts before they have stores, in one transaction. Fails with BAD_USER_INPUT
 * when the roles belong to another mesh, and with INTERNAL when a log has lost a table.
 */
export async function provision(
  admin: Queryable,
  mesh: MeshDatabase,
  contexts: readonly string[],
  repair: boolean,
): Promise<void> {
  await admin.query({ text: "select pg_advisory_xact_lock(hashtext('datamesh provision'))" });
  await claimPrefix(admin, mesh);
  await requireLogs(admin, contexts);
  await admin.query({ text: APPLIED_TABLE });
  await makeLogs(admin, mesh, contexts, { repair });
}

/** Roles, schemas and logs; with `repair` also what logs that were made have lost. Idempotent. */
export async function makeLogs(
  admin: Queryable,
  mesh: MeshDatabase,
  contexts: readonly string[],
  { repair = false }: { readonly repair?: boolean } = {},
): Promise<void> {
  await provisionRoles(admin, contexts, mesh);
  await markRoles(admin, mesh);
  await asMemberOf(admin, ownersOf(mesh, contexts), async () => {
    await provisionSchemas(admin, contexts, mesh.prefix);
    await migrateLogs(admin, contexts, { ...mesh, repair });
  });
}

/** The roles that own what contexts have. */
export const ownersOf = ({ prefix }: MeshDatabase, contexts: readonly string[]): readonly string[] => [
  ledgerRole(prefix),
  ...contexts.map((name) => roleName(prefix, name, "migrate")),
];
