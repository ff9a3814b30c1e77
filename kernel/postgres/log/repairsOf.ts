import type { LogTarget } from "./logMigration.ts";
import { LOG_MIGRATIONS } from "./logMigrations.ts";

const MADE_AGAIN = /^create (?:or replace )?(?=(?:function|view|trigger) )/;
const GRANTED_AGAIN = /^(?:grant|revoke) /;

/**
 * The statements that give a log back what holds no events, should somebody have dropped or revoked it: functions, views,
 * triggers and grants, in the order of the migrations, so that the newest of each stands. Idempotent; run as the
 * ledger, where all tables are there.
 */
export const repairsOf = (target: LogTarget): readonly string[] =>
  LOG_MIGRATIONS.flatMap(({ statements }) => statements(target)).flatMap((statement) => {
    if (GRANTED_AGAIN.test(statement)) return [statement];
    return MADE_AGAIN.test(statement) ? [statement.replace(MADE_AGAIN, "create or replace ")] : [];
  });
