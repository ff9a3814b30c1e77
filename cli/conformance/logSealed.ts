import { MeshError } from "@datamesh/kernel";
import type { Check } from "@datamesh/kernel/conformance";
import { verifyLog } from "@datamesh/kernel/postgres/seals";
import { logName } from "@datamesh/kernel/product";
import { verdictText } from "../logs/verdictText.ts";
import type { LiveMesh } from "./liveMesh.ts";

const REQUIREMENT = {
  id: "log-sealed",
  level: "MUST",
  source: "GDPR art. 5(1)(f) and 32(1)(b): integrity",
  requires: "every recorded event is what it was when it was sealed",
} as const;

/** Holds the log of each context against its seals, where those are on this machine. */
export async function logSealed({ contexts, connections, sealsOf }: LiveMesh): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const { name } of contexts) {
    const { path, publicKey } = await sealsOf(name);
    const log = { context: name, database: connections.as(name, "project"), path, publicKey };
    checks.push({ ...REQUIREMENT, subject: logName(name), ...(await judged(log)) });
  }
  return checks;
}

async function judged(log: Parameters<typeof verifyLog>[0]): Promise<Pick<Check, "result" | "evidence">> {
  try {
    const verdict = await verifyLog(log);
    const [, found = ""] = verdictText(verdict, log.path).split("\n");
    if (!verdict.intact) return { result: "fail", evidence: found.trim() };
    const { sealed, unsealed, lastSeal } = verdict;
    const evidence = `events 1 to ${sealed} are as sealed, ${unsealed} later ones are not sealed yet; last seal ${lastSeal?.seal}`;
    return { result: "pass", evidence };
  } catch (error) {
    if (!(error instanceof MeshError) || error.code !== "NOT_FOUND") throw error;
    return { result: "none", evidence: "its seals are not on this machine" };
  }
}
