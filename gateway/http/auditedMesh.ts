import { MeshError } from "@datamesh/kernel";
import type { Logger } from "pino";
import { andThen } from "../andThen.ts";
import type { AccessEntry, AccessLog } from "../audit/index.ts";
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
      andThen(mesh.answer(operation, context), (answer) => {
        if (answer.accesses.length === 0) return answer;
        return recordAccesses(answer.accesses, audit, context).then(() => answer);
      }),
  };
}

/** Writes down what a request accesses. Throws MeshError UNAVAILABLE when that cannot be done: then nothing is answered. */
export async function recordAccesses(
  accesses: readonly Omit<AccessEntry, keyof Who>[],
  { accessLog, clock, log }: Audit,
  { consumer, requestId }: RequestContext,
): Promise<void> {
  if (accesses.length === 0) return;
  const time = clock().toISOString();
  const who: Who = { time, requestId, consumer: consumer.id, client: consumer.client ?? null };
  try {
    await accessLog.record(accesses.map((access) => ({ ...who, ...access })));
  } catch (err) {
    log.error({ err, requestId }, "the access log cannot be written, so nothing is answered");
    throw new MeshError(
      "UNAVAILABLE",
      "accesses cannot be written down now, and without that nothing is answered; try again later",
      {},
      { cause: err },
    );
  }
}

type Who = Pick<AccessEntry, "time" | "requestId" | "consumer" | "client">;
