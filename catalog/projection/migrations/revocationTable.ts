import type { MigrationInterface, QueryRunner } from "typeorm";
import type { StoreRoles } from "./storeRoles.ts";

/** Migration 7: tokens that were revoked. */
export function revocationTable({ project, read }: StoreRoles): new () => MigrationInterface {
  return class RevocationTable0000000000007 implements MigrationInterface {
    readonly name = "RevocationTable0000000000007";

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(
        `create table catalog_store.catalog_revocation (
           claim text collate "C" not null, value text collate "C" not null, until timestamptz(3),
           reason text not null, revoked_by text not null, revoked_at timestamptz(3) not null,
           position bigint not null, last_event text not null, primary key (claim, value))`,
      );
      await runner.query(
        "create index catalog_revocation_position on catalog_store.catalog_revocation (position)",
      );
      await runner.query(
        `grant select, insert, update, delete on catalog_store.catalog_revocation to ${project}`,
      );
      await runner.query(`grant select on catalog_store.catalog_revocation to ${read}`);
    }

    async down(): Promise<void> {
      throw new TypeError("migrations only go forward");
    }
  };
}
