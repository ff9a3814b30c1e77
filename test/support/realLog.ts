import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Where the real log of loan applications lies (BPI Challenge 2012, not redistributed here), or undefined on a machine
 * that does not have it: DATAMESH_TEST_DATA, or `../shared/data` beside the clone.
 */
export function realLog(): string | undefined {
  const directory = process.env["DATAMESH_TEST_DATA"] ?? resolve(import.meta.dirname, "../../../shared/data");
  const file = join(directory, "bpi2012.ndjson.gz");
  return existsSync(file) ? file : undefined;
}
