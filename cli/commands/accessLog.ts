import { MeshError } from "@datamesh/kernel";
import { Command } from "commander";
import { type ChainedEntry, type Damage, readAccessLog } from "../../gateway/audit/index.ts";
import { absentProduct } from "../accesslog/absentProduct.ts";
import { accessFilter, type WantedAccesses } from "../accesslog/accessFilter.ts";
import { accessTable } from "../accesslog/accessTable.ts";
import { terminalText } from "../accesslog/terminalText.ts";
import { readCliConfig } from "../config.ts";
import { errorCode } from "../database/errorCode.ts";
import { EXIT } from "../exitCode.ts";

interface AccessLogOptions extends WantedAccesses {
  readonly json?: true;
}

/** `datamesh access-log`: who read what. */
export function accessLogCommand(): Command {
  return new Command("access-log")
    .description("show who accessed which products, for which purpose, and what was decided; never values")
    .option("--product <product>", "only this product, such as customer-profiles@1 or customer-profiles")
    .option("--consumer <consumer>", "only this consumer, the subject of its token")
    .option("--since <time>", "only from this day or moment on, such as 2026-11-23 or 2026-11-23T12:00:00Z")
    .option("--json", "print one JSON document on stdout")
    .addHelpText(
      "after",
      `
Reads the file of DATAMESH_ACCESS_LOG, or access.ndjson in the data directory; no mesh needs to run.
Exits with 1 when the file is not as it was written: lines were changed, or are missing between others.`,
    )
    .action(showAccessLog);
}

async function showAccessLog({ json, ...wanted }: AccessLogOptions): Promise<void> {
  const path = readCliConfig(process.env).accessLog;
  const { entries, damage, accessed } = await readWanted(path, accessFilter(wanted));
  process.stdout.write(
    json === true ? `${JSON.stringify({ entries, damage }, null, 2)}\n` : accessTable(entries),
  );
  const absent = absentProduct(wanted.product, accessed);
  if (absent !== "") process.stderr.write(`datamesh: ${terminalText(absent)}\n`);
  for (const { line, reason } of damage) process.stderr.write(`datamesh: line ${line}: ${reason}\n`);
  process.exitCode = damage.length === 0 ? EXIT.ok : EXIT.found;
}

/** What was read of the access log. */
interface ReadAccesses {
  readonly entries: readonly ChainedEntry[];
  readonly damage: readonly Damage[];
  /** The products of all entries. */
  readonly accessed: ReadonlySet<string>;
}

/** The entries that are wanted, and all damage and products whatever is wanted. */
async function readWanted(path: string, isWanted: (entry: ChainedEntry) => boolean): Promise<ReadAccesses> {
  const entries: ChainedEntry[] = [];
  const damage: Damage[] = [];
  const accessed = new Set<string>();
  try {
    for await (const read of readAccessLog(path)) {
      if (read.entry?.product != null) accessed.add(read.entry.product);
      if (read.entry !== undefined && isWanted(read.entry)) entries.push(read.entry);
      if (read.damage !== undefined) damage.push(read.damage);
    }
  } catch (cause) {
    const code = errorCode(cause);
    if (code === undefined) throw cause;
    const reason = code === "ENOENT" ? "is not there: nothing was accessed yet" : `cannot be read (${code})`;
    throw new MeshError("NOT_FOUND", `the access log ${path} ${reason}`, {}, { cause });
  }
  return { entries, damage, accessed };
}
