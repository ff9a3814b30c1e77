import { MeshError, parseDuration } from "@datamesh/kernel";
import { Command, Option } from "commander";
import { openDevelopmentIssuer, PERSONAS, type PersonaName } from "../../gateway/authenticate/index.ts";
import { readGatewayConfig } from "../../gateway/config.ts";
import { readCliConfig } from "../config.ts";

interface TokenOptions {
  readonly as: PersonaName;
  readonly purpose?: string;
  readonly expires: string;
}

/** `datamesh token`: a development token on stdout, and nothing else. */
export function tokenCommand(): Command {
  return new Command("token")
    .description("print a development token for a persona, and nothing else")
    .addOption(
      new Option("--as <persona>", "whose token").choices(Object.keys(PERSONAS)).makeOptionMandatory(),
    )
    .option("--purpose <purpose>", "the declared reason of use")
    .option("--expires <duration>", "how long it is good for, such as 30m or 1h; 12h at most", "1h")
    .action(printToken);
}

async function printToken({ as, purpose, expires }: TokenOptions): Promise<void> {
  const { dataDir } = readCliConfig(process.env);
  if (!readGatewayConfig(process.env).developmentIssuer) {
    throw new MeshError(
      "BAD_USER_INPUT",
      "there is no development issuer here: it needs a loopback HOST or DATAMESH_DEV_ISSUER=1, and never runs with NODE_ENV=production",
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
