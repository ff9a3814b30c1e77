import { PERSONAS, type PersonaName } from "../gateway/authenticate/index.ts";
import type { Example } from "../gateway/web/index.ts";
import type { RunningMesh } from "./mesh/startMesh.ts";

const HOURS = 8;

/** What a newcomer reads once the mesh is ready: where to look, as whom, and what to ask. */
export async function welcome(
  mesh: Pick<RunningMesh, "url" | "developmentIssuer" | "sampleEvents">,
  examples: readonly Example[],
  seconds: number,
): Promise<string> {
  const lines = [
    "",
    `DataMesh is ready after ${seconds.toFixed(1)} s.`,
    ...(mesh.sampleEvents > 0 ? [`A made-up history of ${mesh.sampleEvents} events was appended.`] : []),
    "",
    `  Catalog     ${mesh.url}/`,
    `  Playground  ${mesh.url}/playground`,
    `  GraphQL     ${mesh.url}/graphql`,
    "",
    ...(await personaLines(mesh, examples)),
    "Stop with Ctrl-C.",
    "",
  ];
  return `${lines.join("\n")}\n`;
}

async function personaLines(
  { developmentIssuer }: Pick<RunningMesh, "developmentIssuer">,
  examples: readonly Example[],
): Promise<readonly string[]> {
  if (developmentIssuer === undefined) return [];
  const lines = [
    "In the browser, choose a persona under Sign in; no token needs to be pasted.",
    `Tokens for the next ${HOURS} hours, and a query to try with each:`,
    "",
  ];
  for (const persona of Object.keys(PERSONAS) as PersonaName[]) {
    const token = await developmentIssuer.sign({ persona, expiresInSeconds: HOURS * 3600, now: new Date() });
    const example = examples.find((each) => each.persona === persona);
    lines.push(`${persona}`, `  ${token}`);
    if (example !== undefined) lines.push(`  ${oneLine(example)}`);
    lines.push("");
  }
  return lines;
}

function oneLine({ query, variables }: Example): string {
  const text = query.replaceAll(/\s+/g, " ").trim();
  return variables === undefined ? text : `${text}  with ${JSON.stringify(variables)}`;
}
