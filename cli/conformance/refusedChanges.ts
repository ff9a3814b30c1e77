import type { Check } from "@datamesh/kernel/conformance";
import { contextNames, type Database, type Duty, generationNames } from "@datamesh/kernel/postgres";
import { type Context, type DataProduct, productRef } from "@datamesh/kernel/product";
import { errorCode } from "../database/errorCode.ts";
import type { LiveMesh } from "./liveMesh.ts";

const LOG = {
  id: "log-append-only",
  level: "MUST",
  source: "DataMesh; AMLD art. 40: records are kept",
  requires: "no login of the mesh changes or removes an event",
} as const;

const HISTORY = {
  id: "history-append-only",
  level: "MUST",
  source: "DataMesh; GDPR art. 5(1)(f): integrity",
  requires: "the projector does not change what it has recorded",
} as const;

/** Tries to change every log and every history with the mesh's own logins, in transactions that are rolled back. */
export async function refusedChanges({ contexts, connections }: LiveMesh): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const context of contexts) {
    const as = (duty: Duty): Database => connections.as(context.name, duty);
    checks.push(await logCheck(context, as));
    for (const product of context.products) checks.push(await historyCheck(context, product, as("project")));
  }
  return checks;
}

async function logCheck(context: Context, as: (duty: Duty) => Database): Promise<Check> {
  const { log } = contextNames(context.name);
  const outcomes: Outcome[] = [];
  for (const duty of ["append", "project", "migrate", "read"] as const) {
    for (const [what, text] of [
      ["update", `update ${log} set event_version = 0 where false`],
      ["delete", `delete from ${log} where false`],
      ["truncate", `truncate ${log}`],
    ] as const) {
      outcomes.push({ what: `${what} as the login to ${duty}`, code: await attempt(as(duty), text) });
    }
  }
  return { ...LOG, subject: context.log, ...judged(outcomes) };
}

async function historyCheck(context: Context, product: DataProduct, project: Database): Promise<Check> {
  const { checkpoints } = contextNames(context.name);
  const subject = productRef(product.name, product.major);
  const [live] = await project.query({
    text: `select generation from ${checkpoints} where product = $1 and major = $2`,
    values: [product.name, product.major],
  });
  if (live === undefined) return { ...HISTORY, subject, result: "none", evidence: "it has no tables yet" };
  const { history } = generationNames(context.name, product.name, product.major, Number(live["generation"]));
  const code = await attempt(project, `update ${history} set position = 0 where false`);
  return { ...HISTORY, subject, ...judged([{ what: "update as the login to project", code }]) };
}

/** What a statement ended with: a code of PostgreSQL, or undefined when it was carried out. */
interface Outcome {
  readonly what: string;
  readonly code: string | undefined;
}

/** Codes that mean it is refused: insufficient_privilege, restrict_violation. */
const REFUSED: ReadonlySet<string | undefined> = new Set(["42501", "23001"]);

function judged(outcomes: readonly Outcome[]): Pick<Check, "result" | "evidence"> {
  const carriedOut = outcomes.filter(({ code }) => !REFUSED.has(code));
  if (carriedOut.length > 0) {
    const amiss = carriedOut.map(({ what, code }) => `${what} ended with ${code ?? "success"}`);
    return { result: "fail", evidence: amiss.join("; ") };
  }
  const codes = [...new Set(outcomes.map(({ code }) => code))].join(", ");
  const [only] = outcomes;
  const what =
    outcomes.length === 1 && only ? only.what : `${outcomes.length} attempts to update, delete and truncate`;
  return { result: "pass", evidence: `${what} refused (${codes})` };
}

/** Attempts it, and rolls back what should not have been possible. */
async function attempt(database: Database, text: string): Promise<string | undefined> {
  const undo = Symbol("roll back");
  try {
    await database.transaction(async (connection) => {
      await connection.query({ text });
      throw undo;
    });
  } catch (error) {
    if (error === undo) return undefined;
    const code = errorCode(error);
    if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) throw error;
    return code;
  }
  return undefined;
}
