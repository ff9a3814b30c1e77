import type { MigrationInterface, QueryRunner } from "typeorm";

/** Migration 6: hidden products are found without unpacking the contracts of all others. */
export function hiddenProducts(): new () => MigrationInterface {
  return class HiddenProducts0000000000006 implements MigrationInterface {
    readonly name = "HiddenProducts0000000000006";

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(
        `create index catalog_product_hidden on catalog_store.catalog_product (name, major)
         where descriptor #> '{policy,hidden}' = 'true'::jsonb`,
      );
    }

    async down(): Promise<void> {
      throw new TypeError("migrations only go forward");
    }
  };
}
