import { createHash } from "node:crypto";
import type { Queryable, TextRow } from "../database.ts";

/** What is read of columns that are no number. */
const TEXTS: TextRow = { name: "a", fingerprint: "{}" };
/** A row that has every column. */
const ANY_ROW: TextRow = new Proxy(TEXTS, { get: (texts, column) => texts[String(column)] ?? "1" });

/**
 * SHA-256, in hexadecimal, of all that `work` asks of a database, values included: of one where nothing is found, and of
 * one where everything is. No database is asked. Two kinds of work with one hash change a database in the same way, so
 * this changes with a declaration, and with the code that makes statements of it.
 */
export async function statementsHash(work: (connection: Queryable) => Promise<void>): Promise<string> {
  const hash = createHash("sha256");
  for (const found of [[], [ANY_ROW]]) {
    await work({
      query: ({ text, values = [] }) => {
        hash.update(JSON.stringify([text, values]));
        return Promise.resolve(found);
      },
    });
  }
  return hash.digest("hex");
}
