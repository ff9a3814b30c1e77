import type { RequestContext } from "../types.ts";

/** An error as a subgraph worded it: for the log alone, never for a consumer. */
interface NotedError {
  readonly code?: string;
  readonly message?: string;
}

const MOST_ERRORS = 5;
const LONGEST = 300;
/** What would break a line of a log, or change how a terminal shows it. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/**
 * Notes for the log line of one request, under `errors.SUBGRAPH`, what each subgraph itself said was wrong: code and
 * message of the first 5 errors of the request, 300 characters of each.
 */
export function errorNotes({
  note,
}: Pick<RequestContext, "note">): (subgraph: string, errors: unknown) => void {
  const noted = new Map<string, readonly NotedError[]>();
  return (subgraph, errors) => {
    const before = noted.get(subgraph) ?? [];
    const told = [
      ...before,
      ...listOf(errors)
        .slice(0, MOST_ERRORS - before.length)
        .map(notedError),
    ];
    noted.set(subgraph, told);
    note({ [`errors.${subgraph}`]: told });
  };
}

const listOf = (errors: unknown): readonly unknown[] => (Array.isArray(errors) ? errors : [errors]);

function notedError(error: unknown): NotedError {
  if (typeof error !== "object" || error === null) return { message: shortText(error) };
  const { message, extensions } = error as { message?: unknown; extensions?: { code?: unknown } | null };
  const code = extensions?.code;
  return {
    ...(code !== undefined && { code: shortText(code) }),
    ...(message !== undefined && { message: shortText(message) }),
  };
}

function shortText(said: unknown): string {
  const text = typeof said === "string" ? said : JSON.stringify(said);
  return text.slice(0, LONGEST).replace(UNSHOWN, " ");
}
