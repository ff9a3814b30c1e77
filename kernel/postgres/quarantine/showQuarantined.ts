import { ENVELOPE_PATTERN } from "../../envelope/index.ts";
import type { EventDeclaration } from "../../event/index.ts";
import { versionOf } from "../../event/versions.ts";
import { MeshError } from "../../errors.ts";
import type { Position, StoredEvent } from "../../log/index.ts";
import type { EventLog } from "../../log/eventLog.ts";
import { productRef } from "../../product/names.ts";
import { readQuarantine, type QuarantinedEvent } from "./readQuarantine.ts";
import type { Queryable } from "../database.ts";
import type { DataProduct } from "../../product/dataProduct.ts";

/** A quarantined event with what it says, personal values and identifiers of persons hidden. */
export interface ShownEvent extends QuarantinedEvent {
  readonly version: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly data: unknown;
}

/** What stands where a value is not shown. */
export const HIDDEN = "(hidden)";

const ENVELOPE = new RegExp(ENVELOPE_PATTERN);

/**
 * Shows a quarantined event. What its declaration protects is hidden, and so is whatever else lies in an envelope.
 * Fails with NOT_FOUND when no such event waits there, or when it is not of the context's own log.
 */
export async function showQuarantined(
  connection: Queryable,
  where: { readonly context: string; readonly product: DataProduct; readonly log: EventLog },
  at: number,
): Promise<ShownEvent> {
  const { context, product, log } = where;
  const waiting = await readQuarantine(connection, context, product);
  const found = waiting.find(({ input, position }) => input === "events" && position === at);
  const [stored] = found === undefined ? [] : await log.read((at - 1) as Position, 1);
  if (found === undefined || stored === undefined) {
    const ref = productRef(product.name, product.major);
    throw new MeshError("NOT_FOUND", `no event at position ${at} waits in the quarantine of ${ref}`);
  }
  const declarations = product.from.flatMap((input) => (input.kind === "join" ? [] : [input.event]));
  const { version, occurredAt, recordedAt } = stored;
  return { ...found, version, occurredAt, recordedAt, data: hidden(stored, declarations) };
}

function hidden(stored: StoredEvent, declarations: readonly EventDeclaration[]): unknown {
  const newest = declarations.find((each) => each.types.includes(stored.type));
  const recorded = newest === undefined ? undefined : versionOf(newest, stored.type, stored.version);
  const paths = new Set((recorded?.protected ?? []).map(({ path }) => path.join(".")));
  return hide(stored.data, "", paths);
}

function hide(value: unknown, path: string, paths: ReadonlySet<string>): unknown {
  if (value !== null && value !== undefined && paths.has(path)) return HIDDEN;
  if (typeof value === "string") return ENVELOPE.test(value) ? HIDDEN : value;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((each) => hide(each, path, paths));
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [
      name,
      hide(child, path === "" ? name : `${path}.${name}`, paths),
    ]),
  );
}
