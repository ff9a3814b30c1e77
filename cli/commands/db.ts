import { DUTIES, type Duty } from "@datamesh/kernel/postgres";
import { Command, Option } from "commander";
import { readCliConfig } from "../config.ts";
import { loadMesh, localContext } from "../contexts.ts";
import { loginSettings } from "../keys/freshSecrets.ts";
import { loginsOf } from "../mesh/logins.ts";
import { openMeshDatabase } from "../mesh/meshDatabase.ts";

/** `datamesh db url`: a connection string for inspection, an administrator's or that of one login. */
export function dbCommand(): Command {
  return new Command("db")
    .description("the mesh's database")
    .addCommand(
      new Command("url")
        .description("print a connection string for inspection; it holds a password")
        .option("--context <name>", "of this context's login instead of an administrator's")
        .addOption(new Option("--duty <duty>", "what that login is for").choices(DUTIES).default("read"))
        .option("--json", "print one JSON document on stdout")
        .action(printUrl),
    )
    .addCommand(
      new Command("urls")
        .description("print the connection strings of the contexts' logins, as settings of their processes")
        .argument("[contexts...]", "only these contexts; all of the mesh and the catalog unless given")
        .option("--json", "print one JSON document on stdout")
        .action(printUrls),
    );
}

async function printUrls(names: readonly string[], { json }: { readonly json?: true }): Promise<void> {
  const { all } = await loadMesh();
  const contexts = names.length === 0 ? all : names.map((name) => localContext({ local: all }, name));
  const config = readCliConfig(process.env);
  const { mesh } = await openMeshDatabase(config, { mayStart: false });
  const logins = loginsOf(config, mesh);
  const settings = loginSettings(
    contexts.map(({ name }) => name),
    (context, duty) => logins.urlOf(context, duty),
  );
  const lines = Object.entries(settings).map(([name, url]) => `${name}=${url}\n`);
  process.stdout.write(json === true ? `${JSON.stringify(settings)}\n` : lines.join(""));
}

interface UrlOptions {
  readonly context?: string;
  readonly duty: Duty;
  readonly json?: true;
}

async function printUrl({ context, duty, json }: UrlOptions): Promise<void> {
  const named = context === undefined ? undefined : localContext({ local: (await loadMesh()).all }, context);
  const config = readCliConfig(process.env);
  const { mesh } = await openMeshDatabase(config, { mayStart: false });
  const url = named === undefined ? mesh.url : loginsOf(config, mesh).urlOf(named.name, duty);
  process.stdout.write(json === true ? `${JSON.stringify({ url })}\n` : `${url}\n`);
}
