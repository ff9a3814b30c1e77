import type { MigrationInterface, QueryRunner } from "typeorm";
import type { StoreRoles } from "./storeRoles.ts";

/** Migration 1: the tables, what is searched, and who may do what with them. */
export function catalogTables(roles: StoreRoles): new () => MigrationInterface {
  return class CatalogTables0000000000001 implements MigrationInterface {
    readonly name = "CatalogTables0000000000001";

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of [...TABLES, ...INDEXES, ...FIRST_ROWS, ...grants(roles)]) {
        await runner.query(statement);
      }
    }

    async down(): Promise<void> {
      throw new TypeError("migrations only go forward");
    }
  };
}

const TABLES = Object.freeze([
  `create table catalog_store.registered_context (
     name text primary key, owner_team text not null, owner_contact text not null, sdl text not null,
     registered_at timestamptz(3) not null, last_event text not null)`,
  // English stems find plurals, the simple form finds words while they are being typed.
  `create function catalog_store.weighted(words text, weight "char") returns tsvector
     language sql immutable parallel safe return
     setweight(to_tsvector('pg_catalog.english', words) || to_tsvector('pg_catalog.simple', words), weight)`,
  `create table catalog_store.catalog_product (
     name text collate "C" not null, major integer not null, context text not null, owner_team text not null,
     status text not null, changed_at timestamptz(3) not null, descriptor jsonb not null,
     name_words text not null, owner_words text not null, field_words text not null, description_words text not null,
     search tsvector not null generated always as (
       catalog_store.weighted(name_words, 'A') || catalog_store.weighted(owner_words, 'B') ||
       catalog_store.weighted(field_words, 'C') || catalog_store.weighted(description_words, 'D')) stored,
     primary key (name, major))`,
  `create table catalog_store.catalog_field (
     product text collate "C" not null, major integer not null, name text not null, ordinal integer not null,
     type text not null, unit text, description text not null, classification text not null, mask text,
     read text, nullable boolean not null,
     primary key (product, major, name),
     foreign key (product, major) references catalog_store.catalog_product on delete cascade)`,
  `create table catalog_store.supergraph (
     only_row boolean primary key check (only_row), supergraph_sdl text, subgraphs jsonb,
     composed_at timestamptz(3), problems jsonb not null, last_event text)`,
  `create table catalog_store.catalog_checkpoint (
     only_row boolean primary key check (only_row), position bigint not null, registered_up_to bigint not null)`,
  `create table catalog_store.catalog_quarantine (
     position bigint primary key, event_id text not null, event_type text not null, reason text not null)`,
]);

const INDEXES = Object.freeze([
  "create index catalog_product_search on catalog_store.catalog_product using gin (search)",
  "create index catalog_product_context on catalog_store.catalog_product (context)",
  "create index catalog_product_owner on catalog_store.catalog_product (owner_team)",
  "create index catalog_field_classification on catalog_store.catalog_field (classification, product, major)",
]);

const FIRST_ROWS = Object.freeze([
  "insert into catalog_store.catalog_checkpoint (only_row, position, registered_up_to) values (true, 0, 0)",
  "insert into catalog_store.supergraph (only_row, problems) values (true, '[]')",
]);

const DERIVED =
  "catalog_store.registered_context, catalog_store.catalog_product, catalog_store.catalog_field";
const SINGLE = "catalog_store.supergraph, catalog_store.catalog_checkpoint";
const QUARANTINE = "catalog_store.catalog_quarantine";

function grants({ project, read }: StoreRoles): readonly string[] {
  return [
    `grant usage on schema catalog_store to ${project}, ${read}`,
    `revoke all on function catalog_store.weighted from public`,
    `grant execute on function catalog_store.weighted to ${project}`,
    `grant select, insert, update, delete on ${DERIVED}, ${QUARANTINE} to ${project}`,
    `grant select, update on ${SINGLE} to ${project}`,
    `grant select on ${DERIVED}, ${SINGLE}, ${QUARANTINE} to ${read}`,
  ];
}
