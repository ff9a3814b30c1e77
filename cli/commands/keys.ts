import { randomBytes } from "node:crypto";
import { MeshError } from "@datamesh/kernel";
import { Command } from "commander";
import { readCliConfig } from "../config.ts";
import { loadMesh } from "../contexts.ts";
import { freshSecrets } from "../keys/freshSecrets.ts";
import { writeSecrets } from "../keys/writeSecrets.ts";

interface KeysOptions {
  readonly database?: string;
  readonly dir?: string;
  readonly json?: true;
}

/** `datamesh keys new`: the secrets of a mesh that runs as many processes. */
export function keysCommand(): Command {
  return new Command("keys")
    .description("the keys by which processes of the mesh know each other")
    .addCommand(
      new Command("new")
        .description("make a key for the gateway and three for each context; as settings, one a line")
        .option(
          "--database <host/name>",
          "with logins to a PostgreSQL yet to be set up: HOST[:PORT]/DATABASE",
        )
        .option("--dir <directory>", "write each secret to a file of its own, and print none")
        .option("--json", "print one JSON document on stdout")
        .action(printKeys),
    );
}

async function printKeys({ database, dir, json }: KeysOptions): Promise<void> {
  if (database !== undefined && !/^[\w.-]+(:\d+)?\/\w+$/.test(database)) {
    throw new MeshError("BAD_USER_INPUT", `--database "${database}" is not of the form HOST[:PORT]/DATABASE`);
  }
  const { local, remotes } = await loadMesh();
  const { rolePrefix } = readCliConfig(process.env);
  const contexts = [...local, ...remotes].map(({ name }) => name);
  const secrets = freshSecrets({
    contexts,
    random: randomBytes,
    rolePrefix,
    ...(database !== undefined && { database }),
  });
  if (dir !== undefined) {
    const files = await writeSecrets(dir, secrets);
    process.stdout.write(
      json === true ? `${JSON.stringify({ files })}\n` : `${files.length} secrets in ${dir}\n`,
    );
    return;
  }
  process.stdout.write(json === true ? `${JSON.stringify(secrets)}\n` : inLines(secrets));
}

const inLines = (secrets: Readonly<Record<string, string>>): string =>
  Object.entries(secrets)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
