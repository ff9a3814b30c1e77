import { errorCode } from "./database/index.ts";

/** An error as the log has it. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: unknown;
}

/** As deep as a chain of causes is followed; one of them could lead back to itself. */
const DEEPEST = 5;

/**
 * An error with all that caused it. Of what else errors carry only the code is kept: PostgreSQL puts rows into
 * `detail`, and rows have no place in a log. What is no error is left as it is.
 */
export function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const code = errorCode(error);
  const cause = error.cause === undefined || depth === DEEPEST ? undefined : error.cause;
  const logged: LoggedError = {
    type: error.name,
    message: error.message,
    ...(code !== undefined && { code }),
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(cause !== undefined && { cause: serializeError(cause, depth + 1) }),
  };
  return logged;
}
