import { contextNames } from "../contextNames.ts";
import type { RoleNamer } from "../roles/roleNames.ts";
import { identifier, literal } from "../identifier.ts";
import { leaseTables } from "../projection/leaseTables.ts";
import { quarantineTables } from "../quarantine/quarantineTables.ts";
import { rebuildTables } from "../replay/rebuildState.ts";
import { retentionFunctions } from "../retention/retentionFunctions.ts";
import { changedRowsFunction } from "../standings/changedRowsFunction.ts";
import { standingFunction } from "./standingFunction.ts";
import { revisionFunctions } from "./revisionFunctions.ts";

/** The statements that make the tables every context's store has. Idempotent. */
export function storeTables(context: string, role: RoleNamer): readonly string[] {
  const names = contextNames(context);
  const [project, read] = [role(context, "project"), role(context, "read")].map(identifier);
  return [
    `create table if not exists ${names.checkpoints} (
       product text not null, major integer not null, generation integer not null, version text not null,
       fingerprint jsonb not null, cut bigint not null default 0, position bigint not null default 0,
       inputs jsonb not null default '{}', committed_at timestamptz(3),
       primary key (product, major))`,
    // Where the present generation begins, and up to which log position what was past its retention is gone.
    `alter table ${names.checkpoints} add column if not exists base_cut bigint not null default 0`,
    `alter table ${names.checkpoints} add column if not exists retained_to bigint not null default 0`,
    // How often rows were changed by something else than a commit of folded events or a rebuild.
    `alter table ${names.checkpoints} add column if not exists epoch bigint not null default 0`,
    // The oldest generation that is kept; before it was told, the one before the live one was.
    `alter table ${names.checkpoints} add column if not exists oldest_generation integer`,
    // What the declaration says and a projector cannot change.
    `alter table ${names.checkpoints} add column if not exists retention_seconds double precision,
       add column if not exists key_column text, add column if not exists key_sealed boolean,
       add column if not exists keeps_history boolean not null default true`,
    // The types of events that the code of the live rows consumes; null until that code is declared to this release.
    `alter table ${names.checkpoints} add column if not exists event_types jsonb`,
    `create table if not exists ${names.quarantine} (
       product text not null, major integer not null, generation integer not null,
       input text not null, input_position bigint not null, event_id text, event_type text, reason text not null,
       quarantined_at timestamptz(3) not null default clock_timestamp(),
       primary key (product, major, generation, input, input_position))`,
    ...quarantineTables(context, role),
    `create or replace view ${names.productPositions} with (security_invoker = true) as
       select ${literal(context)}::text as context, c.product, c.major, c.version, c.generation, c.position, c.inputs,
         c.committed_at, (select count(*) from ${names.quarantine} q
           where (q.product, q.major, q.generation) = (c.product, c.major, c.generation)) as quarantined,
         c.fingerprint, c.cut, c.epoch,
         coalesce(c.oldest_generation, greatest(1, c.generation - 1)) as oldest_generation,
         (select min(q.quarantined_at) from ${names.quarantine} q
           where (q.product, q.major, q.generation) = (c.product, c.major, c.generation)) as quarantined_since,
         (select count(*) from ${names.discarded} d where (d.product, d.major) = (c.product, c.major)) as discarded
       from ${names.checkpoints} c`,
    `revoke update on ${names.checkpoints} from ${project}`,
    `grant select, update (cut, position, inputs, version, committed_at) on ${names.checkpoints} to ${project}`,
    `grant select, insert on ${names.quarantine} to ${project}`,
    `grant select on ${names.checkpoints}, ${names.quarantine}, ${names.productPositions} to ${read}`,
    `grant select on ${names.productPositions} to ${project}`,
    ...rebuildTables(context),
    ...leaseTables(context, role),
    ...standingFunction(context, role),
    ...changedRowsFunction(context, role),
    ...revisionFunctions(context, role),
    ...retentionFunctions(context, role),
  ];
}
