import { MeshError } from "../../errors.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable, Statement } from "../database.ts";
import type { Duty } from "../roles/roleNames.ts";

/** A login that a process is going to use. */
export interface NeededDuty {
  readonly context: string;
  readonly duty: Duty;
}

/** `invalid_password`, `invalid_authorization_specification`, `insufficient_privilege`, `too_many_connections`. */
const REFUSALS: Readonly<Record<string, string>> = {
  "28P01":
    "is not let in: there is no such role, or its password is another, which datamesh migrate sets again, unless it derives from another secrets.json",
  "28000": "is not let in: there is no such role, or pg_hba.conf does not admit it from this machine",
  "42501": "may not connect to the database",
  "53300": "found no connection left",
};

/** `invalid_password`, `invalid_authorization_specification`. */
const LOCKED_OUT: readonly unknown[] = ["28P01", "28000"];

/** How the logins of a process are made sure of. */
export interface DutyOptions {
  /** Sets the passwords of logins again; called once when one is not let in, and then all of them are tried again. */
  readonly letIn?: () => Promise<void>;
}

/**
 * Makes sure that every login a process needs can connect and do what its duty asks for, as the connections of the
 * process itself. Fails with BAD_USER_INPUT that names every problem at once, and with UNAVAILABLE when a login gets no
 * answer at all.
 */
export async function requireDuties(
  needed: readonly NeededDuty[],
  as: (context: string, duty: Duty) => Queryable,
  { letIn }: DutyOptions = {},
): Promise<void> {
  const found = await dutyProblems(needed, as);
  if (letIn !== undefined && found.some(({ code }) => LOCKED_OUT.includes(code))) {
    await letIn();
    return requireDuties(needed, as);
  }
  const problems = found.map(({ text }) => text);
  if (problems.length === 0) return;
  throw new MeshError(
    "BAD_USER_INPUT",
    `the database is not migrated for this mesh:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
    { problems },
  );
}

/** What keeps a login from its duty; with PostgreSQL's code where that refused it. */
interface DutyProblem {
  readonly text: string;
  readonly code?: string;
}

async function dutyProblems(
  needed: readonly NeededDuty[],
  as: (context: string, duty: Duty) => Queryable,
): Promise<readonly DutyProblem[]> {
  const found = await Promise.all(
    needed.map(({ context, duty }) => dutyProblem(as(context, duty), context, duty)),
  );
  return found.filter((problem) => problem !== undefined);
}

async function dutyProblem(
  connection: Queryable,
  context: string,
  duty: Duty,
): Promise<DutyProblem | undefined> {
  try {
    const [row] = await connection.query(privileges(context, duty));
    if (row?.["held"] === "t") return undefined;
    return {
      text: `the login of ${context} to ${duty} lacks privileges in its schema: run datamesh migrate`,
    };
  } catch (cause) {
    const code = (cause as { code?: string }).code ?? "";
    const refusal = REFUSALS[code];
    if (refusal !== undefined) return { text: `the login of ${context} to ${duty} ${refusal}`, code };
    const message = `the login of ${context} to ${duty} gets no answer from the database`;
    throw new MeshError("UNAVAILABLE", message, {}, { cause });
  }
}

/** What a duty cannot do without. A relation that is not there counts as a privilege that is missing. */
function privileges(context: string, duty: Duty): Statement {
  const names = contextNames(context);
  const usage = `coalesce(has_schema_privilege(to_regnamespace($1), 'usage'), false)`;
  const table = (relation: number, privilege: string): string =>
    `coalesce(has_any_column_privilege(to_regclass($${relation}), '${privilege}'), false)`;
  switch (duty) {
    case "migrate":
      return {
        text: `select coalesce(has_schema_privilege(to_regnamespace($1), 'create'), false) as held`,
        values: [names.store],
      };
    case "append":
      return {
        text: `select ${usage} and coalesce((select has_function_privilege(p.oid, 'execute') from pg_proc p
                 where p.pronamespace = to_regnamespace($1) and p.proname = 'append_calls'), false) as held`,
        values: [names.schema],
      };
    case "project":
      return {
        text: `select ${usage} and ${table(2, "select")} and ${table(3, "update")} and ${table(4, "select")}
                 and ${table(6, "select")} and coalesce((select has_function_privilege(p.oid, 'execute') from pg_proc p
                   where p.pronamespace = to_regnamespace($5) and p.proname = 'hold_lease'), false) as held`,
        values: [names.schema, names.log, names.checkpoints, names.logStreams, names.store, names.logSeal],
      };
    case "read":
      return {
        text: `select ${usage} and ${table(2, "select")} as held`,
        values: [names.schema, names.productPositions],
      };
  }
}
