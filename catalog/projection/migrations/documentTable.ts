import type { MigrationInterface, QueryRunner } from "typeorm";
import type { StoreRoles } from "./storeRoles.ts";

/** Migration 5: documents that were published for clients, and those of them that were withdrawn again. */
export function documentTable({ project, read }: StoreRoles): new () => MigrationInterface {
  return class DocumentTable0000000000005 implements MigrationInterface {
    readonly name = "DocumentTable0000000000005";

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(
        `create table catalog_store.catalog_document (
           client text collate "C" not null, hash text collate "C" not null, text text not null,
           published_at timestamptz(3) not null, withdrawn_at timestamptz(3), position bigint not null,
           last_event text not null, primary key (client, hash))`,
      );
      await runner.query(
        "create index catalog_document_position on catalog_store.catalog_document (position)",
      );
      await runner.query(
        `grant select, insert, update, delete on catalog_store.catalog_document to ${project}`,
      );
      await runner.query(`grant select on catalog_store.catalog_document to ${read}`);
    }

    async down(): Promise<void> {
      throw new TypeError("migrations only go forward");
    }
  };
}
