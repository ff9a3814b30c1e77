import { Command } from "commander";
import { EXIT } from "../exitCode.ts";
import { readAnchor, readPublicKey } from "../logs/publicKey.ts";
import { readLogStanding } from "../logs/logStanding.ts";
import { standingText } from "../logs/standingText.ts";
import { verdictText } from "../logs/verdictText.ts";
import { verifySealedLog } from "../logs/verifySealedLog.ts";
import { withLogs } from "../logs/withLogs.ts";

/** `datamesh log`: what stands in the logs, and whether it is what was recorded. */
export function logCommand(): Command {
  return new Command("log")
    .description("the logs of events: how far they are, and whether they are what was recorded")
    .addCommand(
      new Command("verify")
        .description(
          "hold every recorded event against its seal; name the first one altered, removed or inserted",
        )
        .argument("<context>", "the context, such as customers")
        .option("--public-key <key>", "whose signatures count: a key, or a file that holds one")
        .option("--anchor <seal>", "a seal written down earlier (NUMBER:HASH), which has to be there")
        .option("--json", "print one JSON document on stdout")
        .addHelpText("after", VERIFY_HELP)
        .action(verify),
    )
    .addCommand(
      new Command("status")
        .description("show how far the logs are, how far they are sealed, and what is in them")
        .argument("[contexts...]", "only these contexts; all of the mesh and the catalog unless given")
        .option("--json", "print one JSON document on stdout")
        .action(status),
    );
}

const VERIFY_HELP = `
Reads all of the log and the seals file of the context in DATAMESH_SEALS (seals in the data directory unless set), and
changes nothing; the mesh may be up. Needs the login to project: DATAMESH_URL_<CONTEXT>_PROJECT, or the mesh's database.

  ALTERED       an event is not what it was when it was sealed
  REMOVED       an event is gone
  INSERTED      an event stands where there was none
  SEALS_BROKEN  a line of the seals file was changed, or is missing

Whoever owns the database cannot hide a change: the seals are outside it. Whoever has the key that signs them as well
can. Keep the public key, and now and then a "last seal", where neither reaches, and give them with --public-key and
--anchor. Without --public-key, the key of this machine counts, or else the one that the file itself names.
Exits with 0 when all that is sealed is as it was, with 1 when something is not. See docs/seals.md.`;

interface VerifyOptions {
  readonly publicKey?: string;
  readonly anchor?: string;
  readonly json?: true;
}

async function verify(name: string, { publicKey, anchor, json }: VerifyOptions): Promise<void> {
  const key = publicKey === undefined ? undefined : await readPublicKey(publicKey);
  const expected = anchor === undefined ? undefined : readAnchor(anchor);
  const { verdict, path } = await withLogs([name], (logs) => verifySealedLog(logs, name, key, expected));
  process.stdout.write(json === true ? `${JSON.stringify(verdict, null, 2)}\n` : verdictText(verdict, path));
  process.exitCode = verdict.intact ? EXIT.ok : EXIT.found;
}

async function status(names: readonly string[], { json }: { readonly json?: true }): Promise<void> {
  const standings = await withLogs(names, async ({ contexts, as }) =>
    Promise.all(contexts.map((context) => readLogStanding(as(context), context))),
  );
  process.stdout.write(json === true ? `${JSON.stringify(standings, null, 2)}\n` : standingText(standings));
}
