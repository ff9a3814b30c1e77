import { MeshError } from "../../errors.ts";
import { openDatabase } from "../database.ts";
import { type DatabaseFacts, readDatabaseFacts } from "./databaseFacts.ts";
import { databaseProblems, type DatabaseNeeds } from "./databaseProblems.ts";

/** Where a mesh is to live, what it is called there, and what it asks for. */
export interface CheckedDatabase extends DatabaseNeeds {
  /** An administrator's connection string. */
  readonly url: string;
  /** First part of every role's name. */
  readonly prefix: string;
}

/**
 * Makes sure that a mesh can live in a database, before anything is changed in it, and answers what is worth a
 * warning. Fails with UNAVAILABLE when it cannot be reached, and with BAD_USER_INPUT that names every problem at once.
 */
export async function checkDatabase(checked: CheckedDatabase): Promise<readonly string[]> {
  const { problems, warnings } = databaseProblems(await factsOf(checked), checked);
  if (problems.length === 0) return warnings;
  throw new MeshError(
    "BAD_USER_INPUT",
    `the database cannot hold a mesh:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
    { problems },
  );
}

async function factsOf({ url, prefix }: CheckedDatabase): Promise<DatabaseFacts> {
  const database = openDatabase(url, { max: 1, name: "datamesh check" });
  try {
    return await readDatabaseFacts(database, prefix);
  } catch (cause) {
    const message = `the database of DATABASE_URL cannot be used: ${reason(cause)}`;
    throw new MeshError("UNAVAILABLE", message, {}, { cause });
  } finally {
    await database.end();
  }
}

/** The server's own words; a network error is named by its code alone. */
function reason(cause: unknown): string {
  const { code, message } = cause as { code?: string; message?: string };
  return code !== undefined && /^E[A-Z]+$/.test(code)
    ? `it does not answer (${code})`
    : (message ?? "unknown");
}
