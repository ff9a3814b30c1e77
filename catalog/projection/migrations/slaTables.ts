import type { MigrationInterface, QueryRunner } from "typeorm";
import type { StoreRoles } from "./storeRoles.ts";

/**
 * Migration 3: what is measured of the products. Unlike all else in this schema it is not derived from the catalog's
 * log: it is operational measurement, kept for 31 days, and a rebuild of the catalog leaves it as it is.
 */
export function slaTables(roles: StoreRoles): new () => MigrationInterface {
  return class SlaTables0000000000003 implements MigrationInterface {
    readonly name = "SlaTables0000000000003";

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of [...TABLES, ...grants(roles)]) await runner.query(statement);
    }

    async down(): Promise<void> {
      throw new TypeError("migrations only go forward");
    }
  };
}

const TABLES = Object.freeze([
  // Histograms by slot: seconds of requests, their outcome (answered, failed), and at each sample the age of the oldest
  // event that was not applied and the share of events that was missing.
  `create table catalog_store.sla_counts (
     unit text not null check (unit in ('minute', 'hour', 'day')), slot timestamptz(3) not null,
     product text collate "C" not null, major integer not null, version text not null,
     metric text not null check (metric in ('latency', 'outcome', 'freshness', 'missing')),
     source text collate "C" not null, counts jsonb not null,
     primary key (unit, product, major, slot, metric, version, source))`,
  "create index sla_counts_slot on catalog_store.sla_counts (unit, slot)",
  // The newest sample of each product.
  `create table catalog_store.sla_now (
     product text collate "C" not null, major integer not null, version text not null,
     sampled_at timestamptz(3) not null, position bigint not null, lag bigint not null, quarantined bigint not null,
     logged bigint not null, freshness_seconds double precision not null, missing_share double precision,
     scanned_to bigint not null, last_event_at timestamptz(3), source_delay_seconds double precision,
     primary key (product, major))`,
  // One row, whose lock is the right to measure, so that only one process does.
  `create table catalog_store.sla_monitor (
     only_row boolean primary key check (only_row), sampled_at timestamptz(3) not null,
     judged_at timestamptz(3) not null, verdicts jsonb not null)`,
  "insert into catalog_store.sla_monitor values (true, '-infinity', '-infinity', '{}')",
]);

const grants = ({ project, read }: StoreRoles): readonly string[] => [
  `grant select, insert, update, delete on catalog_store.sla_counts, catalog_store.sla_now to ${project}`,
  `grant select, update on catalog_store.sla_monitor to ${project}`,
  `grant select on catalog_store.sla_counts, catalog_store.sla_now, catalog_store.sla_monitor to ${read}`,
];
