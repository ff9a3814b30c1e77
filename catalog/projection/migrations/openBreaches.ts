import type { MigrationInterface, QueryRunner } from "typeorm";

/** Migration 4: breaches that are under way are found without those that are over. */
export function openBreaches(): new () => MigrationInterface {
  return class OpenBreaches0000000000004 implements MigrationInterface {
    readonly name = "OpenBreaches0000000000004";

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(
        `create index catalog_breach_open on catalog_store.catalog_breach (product, major)
         where restored_at is null`,
      );
    }

    async down(): Promise<void> {
      throw new TypeError("migrations only go forward");
    }
  };
}
