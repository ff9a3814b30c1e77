import { MeshError } from "@datamesh/kernel";
import type { EventLog } from "@datamesh/kernel/log";
import { chain } from "../chain.ts";
import type { CatalogState } from "../state/index.ts";
import { type Composes, compositionProblems } from "./compositionProblems.ts";
import { planRegistration } from "./planRegistration.ts";
import type { Registration } from "./registration.ts";

/** What registering needs. */
export interface RegistrationDependencies {
  /** The catalog's log, to append to. */
  readonly log: Pick<EventLog, "append">;
  /** The state at the head of that log. */
  readonly state: () => Promise<CatalogState>;
  readonly now: () => Date;
  /** What is registered is tried out with it first. Left out where whoever registers composes by itself. */
  readonly composes?: Composes;
}

/** What became of it. `appended` counts the events this call added; none when nothing was new. */
export type RegistrationOutcome =
  | { readonly ok: true; readonly appended: number; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

const ATTEMPTS = 5;

/**
 * Registers a context: appends what is new in it, nothing when nothing is. Refuses, with every reason, names of
 * others, contracts that do not hold, and what does not compose with the others. Done when the log says so: if another registration of the context came in
 * between, it starts again from there. Fails with UNAVAILABLE when that happens again and again.
 */
export async function registerContext(
  registration: Registration,
  { log, state, now, composes }: RegistrationDependencies,
): Promise<RegistrationOutcome> {
  let appended = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const current = await state();
    const { problems, warnings, facts } = planRegistration(current, registration);
    if (problems.length > 0) return { ok: false, problems };
    if (facts.length === 0) return { ok: true, appended, warnings };
    const unfit = composes === undefined ? [] : await compositionProblems(current, registration, composes);
    if (unfit.length > 0) return { ok: false, problems: unfit };
    const lastEvent = current.contexts.get(registration.context.name)?.lastEvent ?? null;
    const written = await log.append(chain(facts, lastEvent, now()));
    appended += written.filter(({ duplicate }) => !duplicate).length;
  }
  throw new MeshError("UNAVAILABLE", `context ${registration.context.name} is registered by many at once`);
}
