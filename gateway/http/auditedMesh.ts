import { MeshError } from "@datamesh/kernel";
import type { Logger } from "pino";
import type { AccessEntry, AccessLog } from "../audit/index.ts";
import type { Answer, Mesh, RequestContext } from "../types.ts";
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
    const known = audited.get(current) ?? auditAnswers(current, audit);
    audited.set(current, known);
    return known;
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
    supergraphSdl: mesh.supergraphSdl,
    apiSchema: mesh.apiSchema,
    answer: async (operation, context) => {
      const answer = await mesh.answer(operation, context);
      const entries = entriesOf(answer, context, audit.clock());
      if (entries.length > 0) await record(entries, audit, context);
      return answer;
    },
  };
}

function entriesOf({ accesses }: Answer, context: RequestContext, now: Date): readonly AccessEntry[] {
  const { consumer, requestId } = context;
  const who = { time: now.toISOString(), requestId, consumer: consumer.id, client: consumer.client ?? null };
  return accesses.map((access) => ({ ...who, ...access }));
}

async function record(
  entries: readonly AccessEntry[],
  { accessLog, log }: Audit,
  { requestId }: RequestContext,
): Promise<void> {
  try {
    await accessLog.record(entries);
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
