import type { Context } from "../../product/context.ts";
import { snakeCase } from "../../product/names.ts";
import type { Queryable } from "../database.ts";
import { ensureStore } from "../products/ensureStore.ts";
import { DUTIES, ledgerRole, producerRole, roleName, roleNamer } from "../roles/roleNames.ts";
import { type AppliedTo, readApplied } from "./applied.ts";
import { grantBetween, presentNeighbours } from "./grantBetween.ts";
import { type MeshDatabase, storeOf } from "./meshDatabase.ts";
import { makeLogs } from "./provision.ts";
import { statementsHash } from "./statementsHash.ts";

/** What has to be brought up to date. */
export interface Due {
  /** Whether roles, logs and grants are. */
  readonly whole: boolean;
  /** Whether everything is, for it was asked or something is missing: then logs are given back what they lost as well. */
  readonly everything: boolean;
  /** The contexts whose stores are, with the hash of what is then applied. */
  readonly stores: ReadonlyMap<Context, string>;
}

/** Finds it out; everything is when `always` says so, or something is missing. */
export async function findDue(
  admin: Queryable,
  mesh: MeshDatabase,
  contexts: readonly Context[],
  always: boolean,
): Promise<Due> {
  const role = roleNamer(mesh.prefix);
  const stores = contexts.map(({ name }) => storeOf(name));
  const reading = readApplied(admin, appliedTo(mesh, contexts), stores);
  // Meanwhile.
  const declaring = contexts.map(async (context) => ({
    context,
    statements: await statementsHash((each) => ensureStore(each, context, role)),
  }));
  const [applied, declared] = await Promise.all([reading, Promise.all(declaring)]);
  const everything = always || applied.whole === undefined;
  const due = declared.filter(
    ({ context, statements }) => everything || applied.stores.get(storeOf(context.name)) !== statements,
  );
  const whole = everything || applied.whole !== (await wholeStatements(admin, mesh, contexts));
  return {
    whole,
    everything,
    stores: new Map(due.map(({ context, statements }) => [context, statements] as const)),
  };
}

/** The hash of what makes roles, logs and grants. It changes too when a neighbour has something else to be granted. */
export async function wholeStatements(
  admin: Queryable,
  mesh: MeshDatabase,
  contexts: readonly Context[],
): Promise<string> {
  const neighbours = await presentNeighbours(admin, mesh);
  const [beside] = await admin.query({
    text: `select string_agg(format('%s.%s', n.nspname, c.relname), ' ' order by n.nspname, c.relname) as relations
           from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1)`,
    values: [neighbours.map(({ name }) => snakeCase(name))],
  });
  return statementsHash(async (each) => {
    await each.query({ text: beside?.["relations"] ?? "" });
    await makeLogs(
      each,
      mesh,
      contexts.map(({ name }) => name),
    );
    await grantBetween(each, mesh, contexts, neighbours);
  });
}

/** What migrating these contexts is noted under, and what it makes. */
export function appliedTo({ prefix }: MeshDatabase, contexts: readonly Context[]): AppliedTo {
  const names = contexts.map(({ name }) => name);
  const roles = names.flatMap((name) => [
    ...DUTIES.map((duty) => roleName(prefix, name, duty)),
    producerRole(prefix, name),
  ]);
  return {
    key: names.toSorted().join(" "),
    schemas: names.flatMap((name) => [snakeCase(name), storeOf(name)]),
    roles: [ledgerRole(prefix), ...roles],
  };
}
