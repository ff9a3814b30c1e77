import { createHash } from "node:crypto";
import { MeshError } from "../../errors.ts";
import type { Queryable } from "../database.ts";
import { identifier, literal } from "../identifier.ts";
import type { RoleOptions } from "./provisionRoles.ts";
import { ledgerRole } from "./roleNames.ts";

/**
 * Makes sure that the roles of this prefix belong to the secret at hand, in this database and in the others of its
 * server: a mesh with another secret would change their passwords and lock the first one out. Fails with BAD_USER_INPUT
 * when they do not, and when the database holds a mesh of another prefix, whose tables would change hands.
 */
export async function claimPrefix(admin: Queryable, options: RoleOptions): Promise<void> {
  const { prefix } = options;
  const proof = proofOf(options);
  await admin.query({ text: "create schema if not exists datamesh" });
  await admin.query({
    text: `create table if not exists datamesh.installations (
             prefix text primary key, secret_proof text not null, claimed_at timestamptz not null default now())`,
  });
  await refuseOtherPrefix(admin, prefix);
  const [claimed] = await admin.query({
    text: `insert into datamesh.installations (prefix, secret_proof) values ($1, $2)
           on conflict (prefix) do update set prefix = excluded.prefix returning secret_proof`,
    values: [prefix, proof],
  });
  if (claimed?.["secret_proof"] !== proof) throw taken(prefix, "database");
  const marked = await proofOnRoles(admin, prefix);
  if (marked !== undefined && marked !== proof) throw taken(prefix, "server");
}

/** Writes on the roles themselves whose they are, once they exist: roles are the server's, not the database's. */
export async function markRoles(admin: Queryable, options: RoleOptions): Promise<void> {
  const comment = `${MARK}${proofOf(options)}`;
  if ((await proofOnRoles(admin, options.prefix)) !== undefined) return;
  await admin.query({
    text: `comment on role ${identifier(ledgerRole(options.prefix))} is ${literal(comment)}`,
  });
}

const MARK = "of the DataMesh whose secret has the proof sha256:";

/** Tells secrets apart and nothing about them: a password derives from 32 random bytes. */
const proofOf = ({ prefix, passwordFor }: RoleOptions): string =>
  createHash("sha256")
    .update(passwordFor(`${prefix} proof`))
    .digest("hex");

async function proofOnRoles(admin: Queryable, prefix: string): Promise<string | undefined> {
  const [role] = await admin.query({
    text: "select shobj_description(oid, 'pg_authid') as comment from pg_roles where rolname = $1",
    values: [ledgerRole(prefix)],
  });
  const comment = role?.["comment"] ?? "";
  return comment.startsWith(MARK) ? comment.slice(MARK.length) : undefined;
}

async function refuseOtherPrefix(admin: Queryable, prefix: string): Promise<void> {
  const [other] = await admin.query({
    text: "select prefix from datamesh.installations where prefix <> $1 order by claimed_at limit 1",
    values: [prefix],
  });
  if (other === undefined) return;
  throw new MeshError(
    "BAD_USER_INPUT",
    `this database holds the mesh whose roles are "${other["prefix"]}_*": set DATAMESH_ROLE_PREFIX=${other["prefix"]}, or give the mesh "${prefix}" a database of its own`,
  );
}

function taken(prefix: string, where: "database" | "server"): MeshError {
  return new MeshError(
    "BAD_USER_INPUT",
    `the roles "${prefix}_*" of this ${where} belong to a mesh with another secret: use its data directory (its secrets.json), or set DATAMESH_ROLE_PREFIX to begin a mesh of your own`,
  );
}
