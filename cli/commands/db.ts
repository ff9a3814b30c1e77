import { Command } from "commander";
import { readCliConfig } from "../config.ts";
import { openMeshDatabase } from "../mesh/meshDatabase.ts";

/** `datamesh db url`: an administrator's connection string, for inspection. */
export function dbCommand(): Command {
  return new Command("db")
    .description("the mesh's database")
    .addCommand(
      new Command("url")
        .description("print a connection string for inspection; it holds a password")
        .option("--json", "print one JSON document on stdout")
        .action(printUrl),
    );
}

async function printUrl({ json }: { readonly json?: true }): Promise<void> {
  const { mesh } = await openMeshDatabase(readCliConfig(process.env), { mayStart: false });
  process.stdout.write(json === true ? `${JSON.stringify({ url: mesh.url })}\n` : `${mesh.url}\n`);
}
