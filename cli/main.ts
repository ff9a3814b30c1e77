import { MeshError } from "@datamesh/kernel";
import { Command, CommanderError } from "commander";
import { accessLogCommand } from "./commands/accessLog.ts";
import { appendCommand } from "./commands/append.ts";
import { checkCommand } from "./commands/check.ts";
import { conformanceCommand } from "./commands/conformance.ts";
import { dbCommand } from "./commands/db.ts";
import { importCommand } from "./commands/import.ts";
import { newCommand } from "./commands/new.ts";
import { productsCommand } from "./commands/products.ts";
import { keysCommand } from "./commands/keys.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { lineageCommand } from "./commands/lineage.ts";
import { publishCommand } from "./commands/publish.ts";
import { rebuildCommand } from "./commands/rebuild.ts";
import { retentionCommand } from "./commands/retention.ts";
import { schemaCommand } from "./commands/schema.ts";
import { serveCommand } from "./commands/serve.ts";
import { startCommand } from "./commands/start.ts";
import { tokenCommand } from "./commands/token.ts";
import { verifyCommand } from "./commands/verify.ts";
import { EXIT } from "./exitCode.ts";
import manifest from "./package.json" with { type: "json" };

/** Runs the command line and sets the process's exit code. */
export async function run(argv: readonly string[]): Promise<void> {
  const program = new Command("datamesh")
    .description("A data product catalog and federated query gateway: product = f(events)")
    .version(manifest.version, "--version", "print the version")
    .exitOverride()
    .showHelpAfterError("(datamesh --help shows what there is)")
    .addCommand(startCommand())
    .addCommand(serveCommand())
    .addCommand(migrateCommand())
    .addCommand(keysCommand())
    .addCommand(tokenCommand())
    .addCommand(appendCommand())
    .addCommand(importCommand())
    .addCommand(newCommand())
    .addCommand(checkCommand())
    .addCommand(publishCommand())
    .addCommand(productsCommand())
    .addCommand(rebuildCommand())
    .addCommand(verifyCommand())
    .addCommand(retentionCommand())
    .addCommand(lineageCommand())
    .addCommand(schemaCommand())
    .addCommand(accessLogCommand())
    .addCommand(conformanceCommand())
    .addCommand(dbCommand());
  inherit(program);
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** Commands made apart from the program need its settings too. */
function inherit(program: Command): void {
  for (const command of program.commands) {
    command.copyInheritedSettings(program);
    inherit(command);
  }
}

function report(error: unknown): number {
  // Commander has already said what was wrong, on stderr.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof MeshError) {
    process.stderr.write(`datamesh: ${error.message}\n${saidBy(error)}`);
    return error.code === "BAD_USER_INPUT" || error.code === "NOT_FOUND" ? EXIT.usage : EXIT.failed;
  }
  process.stderr.write(`datamesh: failed unexpectedly: ${unexpected(error)}\n`);
  return EXIT.failed;
}

/** The last words of a program that failed, such as PostgreSQL. */
function saidBy({ details }: MeshError): string {
  const lines = details["log"] ?? details["output"];
  return Array.isArray(lines) ? lines.map((line) => `  ${String(line)}\n`).join("") : "";
}

function unexpected(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return process.env["LOG_LEVEL"] === "debug" ? (error.stack ?? error.message) : error.message;
}
