import { userInfo } from "node:os";
import { MeshError, parseDuration } from "@datamesh/kernel";
import { Command } from "commander";
import { readCliConfig } from "../config.ts";
import { catalogRevocations, fileRevocations, type Revoked } from "../tokens/revocationStore.ts";

interface Printing {
  readonly json?: true;
}
interface Revoking extends Printing {
  readonly jti?: string;
  readonly sub?: string;
  readonly until?: string;
  readonly reason: string;
  readonly by?: string;
}

const JSON_OPTION = ["--json", "print one JSON document on stdout"] as const;

/** `datamesh tokens`: tokens that are accepted no longer, although they have not expired. */
export function tokensCommand(): Command {
  return new Command("tokens")
    .description("revoke tokens before they expire; every gateway knows within two seconds")
    .addCommand(
      new Command("revoke")
        .description("accept a token, or all tokens of a consumer, no longer")
        .option("--jti <id>", "the token with this id, as log lines have it (tokenId)")
        .option("--sub <consumer>", "all tokens of this consumer, as log lines name it")
        .option(
          "--until <time>",
          "until then: a time (ISO 8601), a duration such as 12h, or now to end it; for good unless given",
        )
        .option("--reason <reason>", "why; kept with who and when", "")
        .option("--by <who>", "who says so; who is logged in unless given")
        .option(...JSON_OPTION)
        .action(revoke),
    )
    .addCommand(
      new Command("list")
        .description("list what is revoked now")
        .option(...JSON_OPTION)
        .action(list),
    )
    .addHelpText("after", HELP);
}

const HELP = `
What is revoked is recorded in the catalog of the mesh, which need not be running. With DATAMESH_REVOCATIONS it is kept in
that file instead, for gateways that stand alone (datamesh serve gateway --supergraph).`;

async function revoke({ jti, sub, until, reason, by, json }: Revoking): Promise<void> {
  const value = jti ?? sub;
  if (value === undefined || (jti !== undefined && sub !== undefined)) {
    throw new MeshError("BAD_USER_INPUT", "say which tokens: --jti or --sub, one of them");
  }
  const claim = jti === undefined ? "sub" : "jti";
  const now = new Date();
  const revocation = {
    claim,
    value,
    until: readUntil(until, now),
    reason,
    revokedBy: by ?? userInfo().username,
  } as const;
  await store().revoke(revocation);
  process.stdout.write(json === true ? `${JSON.stringify(revocation)}\n` : `${line(revocation, now)}\n`);
}

async function list({ json }: Printing): Promise<void> {
  const revoked = await store().list();
  const now = new Date();
  if (json === true) process.stdout.write(`${JSON.stringify(revoked)}\n`);
  else
    process.stdout.write(
      revoked.length === 0 ? "nothing is revoked\n" : revoked.map((each) => `${line(each, now)}\n`).join(""),
    );
}

function store() {
  const { revocations } = readCliConfig(process.env);
  return revocations === undefined ? catalogRevocations : fileRevocations(revocations, () => new Date());
}

function readUntil(text: string | undefined, now: Date): string | null {
  if (text === undefined) return null;
  if (text === "now") return now.toISOString();
  if (/^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text)))
    return new Date(text).toISOString();
  return new Date(now.getTime() + parseDuration(text) * 1_000).toISOString();
}

function line({ claim, value, until, reason, revokedBy, revokedAt }: Revoked, now: Date): string {
  const when = revokedAt === undefined ? "" : ` at ${revokedAt}`;
  const who = revokedBy === undefined ? "" : `, by ${revokedBy}${when}`;
  return `${claim} ${value} is revoked ${howLong(until, now)}${who}${reason ? `: ${reason}` : ""}`;
}

function howLong(until: string | null, now: Date): string {
  if (until === null) return "for good";
  return Date.parse(until) <= now.getTime() ? "no longer" : `until ${until}`;
}
