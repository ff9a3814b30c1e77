import { MeshError } from "@datamesh/kernel";
import { Command, CommanderError } from "commander";
import { appendCommand } from "./commands/append.ts";
import { dbCommand } from "./commands/db.ts";
import { importCommand } from "./commands/import.ts";
import { schemaCommand } from "./commands/schema.ts";
import { startCommand } from "./commands/start.ts";
import { tokenCommand } from "./commands/token.ts";
import { EXIT } from "./exitCode.ts";

/** Runs the command line and sets the process's exit code. */
export async function run(argv: readonly string[]): Promise<void> {
  const program = new Command("datamesh")
    .description("A data product catalog and federated query gateway: product = f(events)")
    .exitOverride()
    .showHelpAfterError("(datamesh --help shows what there is)")
    .addCommand(startCommand())
    .addCommand(tokenCommand())
    .addCommand(appendCommand())
    .addCommand(importCommand())
    .addCommand(schemaCommand())
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
    process.stderr.write(`datamesh: ${error.message}\n`);
    return error.code === "BAD_USER_INPUT" || error.code === "NOT_FOUND" ? EXIT.usage : EXIT.failed;
  }
  process.stderr.write(`datamesh: failed unexpectedly: ${unexpected(error)}\n`);
  return EXIT.failed;
}

function unexpected(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return process.env["LOG_LEVEL"] === "debug" ? (error.stack ?? error.message) : error.message;
}
