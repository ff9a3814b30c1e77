import type { DataProduct } from "../../product/dataProduct.ts";
import type { Queryable } from "../database.ts";
import { identifier } from "../identifier.ts";
import type { RoleNamer } from "../roles/roleNames.ts";
import { generationNames, productNames } from "./productNames.ts";

/**
 * Grants a context's own logins what they need of a generation's tables and of the published views. Histories and cuts
 * can be added to and never changed, for want of the privilege. Idempotent; run as the context's migrate role.
 */
export async function grantProduct(
  connection: Queryable,
  context: string,
  { name, major }: Pick<DataProduct, "name" | "major">,
  { generation, role }: { readonly generation: number; readonly role: RoleNamer },
): Promise<void> {
  const tables = generationNames(context, name, major, generation);
  const views = productNames(context, name, major);
  const [project, read] = [role(context, "project"), role(context, "read")].map(identifier);
  for (const text of [
    `grant select, insert, update, delete on ${tables.rows} to ${project}`,
    `grant select, insert on ${tables.cuts} to ${project}`,
    `grant select, insert on ${tables.history}, ${tables.members} to ${project}`,
    `grant select on ${tables.rows}, ${tables.history}, ${tables.cuts} to ${read}`,
    `grant select on ${views.rows}, ${views.history}, ${views.cuts} to ${read}, ${project}`,
  ])
    await connection.query({ text });
}
