import { openPayload } from "../envelope/index.ts";
import { MeshError } from "../errors.ts";
import type { StoredEvent } from "../log/eventLog.ts";
import type { EventDeclaration, RecordedEvent } from "./event.ts";
import { readPayload } from "./readPayload.ts";
import { readableVersions, versionOf } from "./versions.ts";

/**
 * A stored event as folds see it: protected values opened as the version it was recorded in protects them, then read as
 * the newest. Throws MeshError INTERNAL, which tells no value, on a version that no chain reads, a damaged envelope and
 * an upcast that fails.
 */
export function openEvent(declaration: EventDeclaration, stored: StoredEvent): RecordedEvent {
  const { position, id, type, version, occurredAt, recordedAt } = stored;
  const recorded = versionOf(declaration, type, version);
  if (recorded === undefined) throw unreadable(declaration, stored);
  if (typeof stored.data !== "object" || stored.data === null) throw plain();
  const payload = openPayload(stored.data, recorded.protected);
  const data = readPayload(declaration, version, payload);
  return { position, id, type, version: declaration.version, occurredAt, recordedAt, data };
}

const plain = (): MeshError => new MeshError("INTERNAL", "the payload is a plain value and no JSON object");

const unreadable = (declaration: EventDeclaration, { type, version }: StoredEvent): MeshError =>
  new MeshError(
    "INTERNAL",
    `event version ${version} cannot be read, the declaration reads ${readableVersions(declaration, type)}`,
  );
