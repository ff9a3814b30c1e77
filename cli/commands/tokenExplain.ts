import { text } from "node:stream/consumers";
import { MeshError } from "@datamesh/kernel";
import { Command } from "commander";
import { explainToken, type Explanation, quoted } from "../../gateway/authenticate/index.ts";
import { readGatewayConfig } from "../../gateway/config.ts";
import { readCliConfig } from "../config.ts";
import { makeDirectory } from "../database/index.ts";
import { EXIT } from "../exitCode.ts";
import { openIssuers } from "../mesh/tokenVerifier.ts";

/** `datamesh token explain`: which check of the gateway a token passes and which not. */
export function tokenExplainCommand(): Command {
  return new Command("explain")
    .description("read an access token from standard input and say which check of the gateway fails")
    .option("--json", "print one JSON document")
    .addHelpText("after", HELP)
    .action(explain);
}

const HELP = `
The settings of issuers (DATAMESH_ISSUERS and others, see docs/identity.md) are those of the gateway.
Exit code: 0 the token would be accepted now, 1 it would not.

Example:
  datamesh token --as analyst | datamesh token explain`;

async function explain({ json }: { readonly json?: boolean }): Promise<void> {
  const { dataDir } = readCliConfig(process.env);
  const gateway = readGatewayConfig(process.env);
  const token = await readToken();
  if (gateway.developmentIssuer) await makeDirectory(dataDir);
  const { issuers } = await openIssuers(gateway, dataDir);
  const explanation = await explainToken(token, { issuers, now: () => new Date() });
  process.stdout.write(json ? `${JSON.stringify(toJson(explanation), null, 2)}\n` : toText(explanation));
  process.exitCode = explanation.accepted ? EXIT.ok : EXIT.found;
}

async function readToken(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write("paste the token, then Enter and Ctrl-D\n");
  const token = (await text(process.stdin)).trim().replace(/^bearer\s+/i, "");
  if (token === "") throw new MeshError("BAD_USER_INPUT", "there is no token on standard input");
  return token;
}

function toJson({ accepted, checks, proof }: Explanation): object {
  return { accepted, checks, ...proof };
}

function toText({ accepted, checks, proof }: Explanation): string {
  const lines = checks.map(({ check, outcome, reason, words }) => {
    const state = outcome === "failed" ? "FAILED" : outcome === "ok" ? "ok" : "-";
    return `${check.padEnd(11)}${state.padEnd(8)}${words}${reason ? `  [${reason}]` : ""}`;
  });
  const failed = checks.filter(({ outcome }) => outcome === "failed").map(({ check }) => check);
  const verdict = accepted
    ? "The gateway accepts this token."
    : `The gateway refuses this token: ${failed.join(", ")}.`;
  return `${[...lines, ...consumerLines(proof), "", verdict].join("\n")}\n`;
}

function consumerLines(proof: Explanation["proof"]): readonly string[] {
  if (!proof) return [];
  const { consumer, tokenId } = proof;
  const facts: readonly (readonly [string, unknown])[] = [
    ["consumer", consumer.id],
    ["client", consumer.client],
    ["roles", consumer.roles],
    ["scopes", consumer.scopes],
    ["tenant", consumer.tenant],
    ["purposes", consumer.purposes],
    ["purpose", consumer.purpose],
    ["token id", tokenId],
  ];
  return facts.map(([name, fact]) => `  ${name.padEnd(9)}${shown(fact)}`);
}

function shown(fact: unknown): string {
  if (fact === undefined || (Array.isArray(fact) && fact.length === 0)) return "none";
  return Array.isArray(fact) ? fact.map((each) => quoted(each)).join(", ") : quoted(fact);
}
