import { MeshError } from "@datamesh/kernel";
import type { Logger } from "pino";
import { andThen } from "../andThen.ts";
import type { AccessLog, ProductAccess } from "../audit/index.ts";
import { explainedMesh } from "../explain/index.ts";
import type { Mesh, RequestContext } from "../types.ts";
import type { CurrentMesh } from "./meshGateway.ts";

/** Where accesses are written down, and the clock they are dated by. */
export interface Audit {
  readonly accessLog: AccessLog;
  readonly clock: () => Date;
  readonly log: Pick<Logger, "error">;
}

/**
 * The mesh, with every access to a product written down before its answer is given. What cannot be written down is not
 * answered: UNAVAILABLE.
 */
export function auditedMesh(mesh: CurrentMesh, audit: Audit): CurrentMesh {
  const audited = new WeakMap<Mesh, Mesh>();
  const withAudit = (current: Mesh): Mesh => {
    const known = audited.get(current);
    if (known !== undefined) return known;
    const made = auditAnswers(explainedMesh(current, audit.clock), audit);
    audited.set(current, made);
    return made;
  };
  return {
    current: () => {
      const current = mesh.current();
      return current && withAudit(current);
    },
    onChange: (listener) => mesh.onChange(listener),
  };
}

function auditAnswers(mesh: Mesh, audit: Audit): Mesh {
  return {
    ...mesh,
    answer: (operation, context) =>
      andThen(mesh.answer(operation, context), (answer) =>
        answer.accesses.length === 0 ? answer : onceRecorded(answer.accesses, audit, context, answer),
      ),
  };
}

/** Writes down what a request accesses. Rejects with MeshError UNAVAILABLE when that cannot be done: then nothing is answered. */
export function recordAccesses(
  accesses: readonly ProductAccess[],
  audit: Audit,
  context: RequestContext,
): Promise<void> {
  return accesses.length === 0 ? Promise.resolve() : onceRecorded(accesses, audit, context, undefined);
}

/** Gives something once the accesses of a request are written down, for one promise each. */
function onceRecorded<Given>(
  accesses: readonly ProductAccess[],
  { accessLog, clock, log }: Audit,
  { consumer, requestId }: RequestContext,
  given: Given,
): Promise<Given> {
  return accessLog.record(accesses, { time: timeText(clock()), requestId, consumer }).then(
    () => given,
    (err: unknown) => {
      log.error({ err, requestId }, "the access log cannot be written, so nothing is answered");
      throw new MeshError(
        "UNAVAILABLE",
        "accesses cannot be written down now, and without that nothing is answered; try again later",
        {},
        { cause: err },
      );
    },
  );
}

/** The last time that was written: a busy gateway answers dozens of requests in a millisecond. */
let written = { time: NaN, text: "" };

function timeText(at: Date): string {
  const time = at.getTime();
  if (written.time !== time) written = { time, text: at.toISOString() };
  return written.text;
}
