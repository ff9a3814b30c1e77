import { createHash } from "node:crypto";
import { MeshError } from "../../errors.ts";
import type { Queryable } from "../database.ts";
import type { RoleOptions } from "./provisionRoles.ts";

/**
 * Makes sure that the roles of this prefix belong to the secret at hand: a mesh with another secret would change
 * their passwords and lock the first one out. Fails with BAD_USER_INPUT when they do not.
 */
export async function claimPrefix(admin: Queryable, { prefix, passwordFor }: RoleOptions): Promise<void> {
  const proof = createHash("sha256")
    .update(passwordFor(`${prefix} proof`))
    .digest("hex");
  await admin.query({ text: "create schema if not exists datamesh" });
  await admin.query({
    text: `create table if not exists datamesh.installations (
             prefix text primary key, secret_proof text not null, claimed_at timestamptz not null default now())`,
  });
  const [claimed] = await admin.query({
    text: `insert into datamesh.installations (prefix, secret_proof) values ($1, $2)
           on conflict (prefix) do update set prefix = excluded.prefix returning secret_proof`,
    values: [prefix, proof],
  });
  if (claimed?.["secret_proof"] === proof) return;
  throw new MeshError(
    "BAD_USER_INPUT",
    `the roles "${prefix}_*" of this database belong to a mesh with another secret: use its data directory (its secrets.json), or set DATAMESH_ROLE_PREFIX to begin a mesh of your own`,
  );
}
