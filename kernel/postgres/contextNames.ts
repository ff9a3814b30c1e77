import { logName, snakeCase } from "../product/names.ts";
import { identifier } from "./identifier.ts";

/** Quoted names of what a context has in the database. */
export interface ContextNames {
  /** Holds the log and the published relations. */
  readonly schema: string;
  /** Holds the tables behind the relations; nobody outside the context may name anything in it. */
  readonly store: string;
  readonly log: string;
  readonly logIds: string;
  readonly logHead: string;
  readonly logTypes: string;
  readonly logStatus: string;
  readonly logStreams: string;
  /** How far the log is sealed. */
  readonly logSeal: string;
  readonly lockSeal: string;
  readonly recordSeal: string;
  readonly appendEvents: string;
  readonly appendCalls: string;
  readonly writeCalls: string;
  readonly outbox: string;
  /** How far each stream of the outbox is, with what was moved on already. */
  readonly outboxStreams: string;
  readonly appendToOutbox: string;
  readonly sequenceOutbox: string;
  readonly logPositionAt: string;
  readonly ensurePartitions: string;
  readonly refuseChange: string;
  readonly checkpoints: string;
  readonly quarantine: string;
  /** Rebuilds under way. */
  readonly rebuilds: string;
  readonly discarded: string;
  readonly refuseDiscardChange: string;
  readonly productPositions: string;
  readonly productStanding: string;
  readonly changedRows: string;
  /** The event types and versions that the declaration reads. */
  readonly declaredEvents: string;
  /** What the log holds of types that the declaration does not name. */
  readonly unknownEvents: string;
  readonly observedModels: string;
  readonly expireRows: string;
  readonly expireKept: string;
  readonly retain: string;
  readonly raiseEpoch: string;
  readonly leases: string;
  readonly leaseWaiters: string;
  readonly holdLease: string;
  readonly releaseLease: string;
  /** Who projects the context, and who waits to. */
  readonly projectors: string;
}

/** Derives the names from the context's own. */
export function contextNames(context: string): ContextNames {
  const schema = identifier(snakeCase(context));
  const store = identifier(`${snakeCase(context)}_store`);
  const log = logName(context);
  const inSchema = (name: string): string => `${schema}.${identifier(name)}`;
  return {
    schema,
    store,
    log: inSchema(log),
    logIds: inSchema(`${log}_ids`),
    logHead: inSchema(`${log}_head`),
    logTypes: inSchema(`${log}_types`),
    logStatus: inSchema("log_status"),
    logStreams: inSchema(`${log}_streams`),
    logSeal: inSchema(`${log}_seal`),
    lockSeal: inSchema("lock_seal"),
    recordSeal: inSchema("record_seal"),
    appendEvents: inSchema("append_events"),
    appendCalls: inSchema("append_calls"),
    outbox: inSchema(`${log}_outbox`),
    outboxStreams: inSchema(`${log}_outbox_streams`),
    appendToOutbox: inSchema("append_to_outbox"),
    sequenceOutbox: inSchema("sequence_outbox"),
    writeCalls: inSchema("write_calls"),
    logPositionAt: inSchema("log_position_at"),
    ensurePartitions: inSchema("ensure_partitions"),
    refuseChange: inSchema("refuse_change"),
    checkpoints: `${store}.checkpoints`,
    quarantine: `${store}.quarantine`,
    rebuilds: `${store}.rebuilds`,
    discarded: `${store}.discarded`,
    refuseDiscardChange: `${store}.refuse_discard_change`,
    productPositions: inSchema("product_positions"),
    productStanding: inSchema("product_standing"),
    changedRows: inSchema("changed_rows"),
    declaredEvents: `${store}.declared_events`,
    unknownEvents: inSchema("unknown_events"),
    observedModels: inSchema("observed_models"),
    expireRows: `${store}.expire_rows`,
    expireKept: `${store}.expire_kept`,
    retain: `${store}.retain`,
    raiseEpoch: `${store}.raise_epoch`,
    leases: `${store}.leases`,
    leaseWaiters: `${store}.lease_waiters`,
    holdLease: `${store}.hold_lease`,
    releaseLease: `${store}.release_lease`,
    projectors: inSchema("projectors"),
  };
}
