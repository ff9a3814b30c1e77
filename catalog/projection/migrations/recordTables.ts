import type { MigrationInterface, QueryRunner } from "typeorm";
import type { StoreRoles } from "./storeRoles.ts";

/**
 * Migration 2: releases, replays and breaches, and which projection the tables are of, so that those of an earlier
 * one are derived anew.
 */
export function recordTables(roles: StoreRoles): new () => MigrationInterface {
  return class RecordTables0000000000002 implements MigrationInterface {
    readonly name = "RecordTables0000000000002";

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of [...TABLES, ...INDEXES, ...grants(roles)]) await runner.query(statement);
    }

    async down(): Promise<void> {
      throw new TypeError("migrations only go forward");
    }
  };
}

const OF_PRODUCT = `position bigint primary key, product text collate "C" not null, major integer not null`;

const TABLES = Object.freeze([
  "alter table catalog_store.catalog_checkpoint add column projection integer not null default 1",
  `create table catalog_store.catalog_release (
     ${OF_PRODUCT}, version text not null, bump text, reason text not null, fingerprint text not null,
     published_at timestamptz(3) not null)`,
  `create table catalog_store.catalog_replay (
     ${OF_PRODUCT}, kind text not null, correction boolean not null, record jsonb not null)`,
  `create table catalog_store.catalog_breach (
     ${OF_PRODUCT}, metric text not null, observed_over text not null, objective text not null, observed text,
     breached_at timestamptz(3) not null, restored_at timestamptz(3))`,
]);

const INDEXES = Object.freeze([
  "create index catalog_release_product on catalog_store.catalog_release (product, major, position)",
  "create index catalog_replay_product on catalog_store.catalog_replay (product, major, position)",
  "create index catalog_breach_product on catalog_store.catalog_breach (product, major, position)",
]);

const RECORDS = "catalog_store.catalog_release, catalog_store.catalog_replay, catalog_store.catalog_breach";

const grants = ({ project, read }: StoreRoles): readonly string[] => [
  `grant select, insert, update, delete on ${RECORDS} to ${project}`,
  `grant select on ${RECORDS} to ${read}`,
];
