import type { MigrationInterface, QueryRunner } from "typeorm";
import type { StoreRoles } from "./storeRoles.ts";

/** Migration 8: how long gateways took, of late, to hear of the commits of products. Measurement, like that of migration 3. */
export function gapTable({ project, read }: StoreRoles): new () => MigrationInterface {
  return class GapTable0000000000008 implements MigrationInterface {
    readonly name = "GapTable0000000000008";

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(
        `create table catalog_store.sla_gaps (
           product text collate "C" not null, major integer not null, source text collate "C" not null,
           seconds double precision not null, reported_at timestamptz(3) not null,
           primary key (product, major, source))`,
      );
      await runner.query(`grant select, insert, update, delete on catalog_store.sla_gaps to ${project}`);
      await runner.query(`grant select on catalog_store.sla_gaps to ${read}`);
    }

    async down(): Promise<void> {
      throw new TypeError("migrations only go forward");
    }
  };
}
