import { openPayload } from "../envelope/index.ts";
import type { StoredEvent } from "../log/eventLog.ts";
import type { EventDeclaration, RecordedEvent } from "./event.ts";

/** A stored event as folds see it: protected values opened. Throws MeshError INTERNAL on a damaged envelope. */
export function openEvent(declaration: EventDeclaration, stored: StoredEvent): RecordedEvent {
  return {
    position: stored.position,
    id: stored.id,
    type: stored.type,
    version: stored.version,
    occurredAt: stored.occurredAt,
    recordedAt: stored.recordedAt,
    data: openPayload(stored.data, declaration.protected),
  };
}
