import { MeshError } from "@datamesh/kernel";
import { Command, CommanderError } from "commander";
import { EXIT } from "./exitCode.ts";
import manifest from "./package.json" with { type: "json" };

/** The commands in the order in which help shows them. Only what is called is loaded. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = Object.freeze({
  start: async () => (await import("./commands/start.ts")).startCommand(),
  serve: async () => (await import("./commands/serve.ts")).serveCommand(),
  migrate: async () => (await import("./commands/migrate.ts")).migrateCommand(),
  keys: async () => (await import("./commands/keys.ts")).keysCommand(),
  tokens: async () => (await import("./commands/tokens.ts")).tokensCommand(),
  token: async () => (await import("./commands/token.ts")).tokenCommand(),
  append: async () => (await import("./commands/append.ts")).appendCommand(),
  import: async () => (await import("./commands/import.ts")).importCommand(),
  log: async () => (await import("./commands/log.ts")).logCommand(),
  new: async () => (await import("./commands/new.ts")).newCommand(),
  check: async () => (await import("./commands/check.ts")).checkCommand(),
  diff: async () => (await import("./commands/diff.ts")).diffCommand(),
  publish: async () => (await import("./commands/publish.ts")).publishCommand(),
  documents: async () => (await import("./commands/documents.ts")).documentsCommand(),
  products: async () => (await import("./commands/products.ts")).productsCommand(),
  rebuild: async () => (await import("./commands/rebuild.ts")).rebuildCommand(),
  verify: async () => (await import("./commands/verify.ts")).verifyCommand(),
  quarantine: async () => (await import("./commands/quarantine.ts")).quarantineCommand(),
  retention: async () => (await import("./commands/retention.ts")).retentionCommand(),
  lineage: async () => (await import("./commands/lineage.ts")).lineageCommand(),
  schema: async () => (await import("./commands/schema.ts")).schemaCommand(),
  "access-log": async () => (await import("./commands/accessLog.ts")).accessLogCommand(),
  conformance: async () => (await import("./commands/conformance.ts")).conformanceCommand(),
  db: async () => (await import("./commands/db.ts")).dbCommand(),
});

/** Runs the command line and sets the process's exit code. */
export async function run(argv: readonly string[]): Promise<void> {
  process.stdout.on("error", endWithReader);
  const program = new Command("datamesh")
    .description("A data product catalog and federated query gateway: product = f(events)")
    .version(manifest.version, "--version", "print the version")
    .exitOverride()
    .showHelpAfterError("(datamesh --help shows what there is)");
  for (const command of await commandsFor(argv[2])) program.addCommand(command);
  inherit(program);
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** Whoever reads what is printed may have had enough of it, as `head` has; there is nothing more to do then. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? EXIT.ok);
}

/** The command that is called, or all of them when it is none, for the help. */
function commandsFor(name: string | undefined): Promise<readonly Command[]> {
  const called = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return Promise.all((called === undefined ? Object.values(COMMANDS) : [called]).map((load) => load()));
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
