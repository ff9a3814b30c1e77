import { existsSync } from "node:fs";
import { join } from "node:path";
import { MeshError, parseDuration } from "@datamesh/kernel";
import { Command, Option } from "commander";
import {
  DEVELOPMENT_KEY_FILE,
  openDevelopmentIssuer,
  PERSONAS,
  type PersonaName,
} from "../../gateway/authenticate/index.ts";
import { readGatewayConfig } from "../../gateway/config.ts";
import { readCliConfig } from "../config.ts";
import { hasSecrets, makeDirectory } from "../database/index.ts";
import { tokenExplainCommand } from "./tokenExplain.ts";

interface TokenOptions {
  readonly as?: PersonaName;
  readonly purpose?: string;
  readonly expires: string;
}

/** `datamesh token`: a development token on stdout, and nothing else; `datamesh token explain` reads one. */
export function tokenCommand(): Command {
  return new Command("token")
    .description("print a development token for a persona, and nothing else")
    .addOption(new Option("--as <persona>", "whose token (required)").choices(Object.keys(PERSONAS)))
    .option("--purpose <purpose>", "the declared reason of use")
    .option("--expires <duration>", "how long it is good for, such as 30m or 1h; 12h at most", "1h")
    .action(printToken)
    .addCommand(tokenExplainCommand());
}

async function printToken({ as, purpose, expires }: TokenOptions, command: Command): Promise<void> {
  // Not mandatory by Commander's means, which would ask it of `explain` too.
  if (as === undefined) command.error("error: required option '--as <persona>' not specified");
  const { dataDir } = readCliConfig(process.env);
  if (!readGatewayConfig(process.env).developmentIssuer) {
    throw new MeshError(
      "BAD_USER_INPUT",
      "there is no development issuer here: it needs a loopback HOST or DATAMESH_DEV_ISSUER=1, and never runs with NODE_ENV=production",
    );
  }
  await makeDirectory(dataDir);
  if (!(await isUsed(dataDir))) {
    process.stderr.write(
      `datamesh: no mesh was started on ${dataDir} yet: the token is good for one that will be, and for no other\n`,
    );
  }
  const issuer = await openDevelopmentIssuer(dataDir);
  const token = await issuer.sign({
    persona: as,
    ...(purpose === undefined ? {} : { purpose }),
    expiresInSeconds: parseDuration(expires),
    now: new Date(),
  });
  process.stdout.write(`${token}\n`);
}

/** Whether a mesh, or a gateway of its own, was started on a directory, or signs by the key that lies there. */
const isUsed = async (dataDir: string): Promise<boolean> =>
  [DEVELOPMENT_KEY_FILE, "supergraph.json"].some((file) => existsSync(join(dataDir, file))) ||
  (await hasSecrets(dataDir));
