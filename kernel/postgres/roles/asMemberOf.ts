import type { Queryable } from "../database.ts";
import { identifier } from "../identifier.ts";

/**
 * Runs `work` with the administrator a member of the roles, so that one who is no superuser may act for them. The
 * membership is given up in the same transaction, so that nobody ever sees it.
 */
export async function asMemberOf(
  admin: Queryable,
  roles: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const all = roles.map(identifier).join(", ");
  await admin.query({ text: `grant ${all} to current_user with inherit true, set true` });
  await work();
  await admin.query({ text: `revoke ${all} from current_user` });
}
