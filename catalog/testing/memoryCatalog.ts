import type { Context } from "@datamesh/kernel";
import { type EventLog, START, type StoredEvent } from "@datamesh/kernel/log";
import { memoryEventLog } from "@datamesh/kernel/testing";
import { describeContext, registerContext, type RegistrationOutcome } from "../registration/index.ts";
import { type CatalogState, EMPTY_CATALOG, foldEvents, type RefusedEvent } from "../state/index.ts";
import { SAMPLE_SDL } from "./samples.ts";

/** The catalog's log in memory, and what follows from it. */
export interface MemoryCatalog {
  readonly log: EventLog;
  register(context: Context, sdl?: string): Promise<RegistrationOutcome>;
  state(): Promise<CatalogState>;
  events(): Promise<readonly StoredEvent[]>;
  refused(): Promise<readonly RefusedEvent[]>;
}

export const NOW = new Date("2026-11-23T12:00:00.000Z");

/** Makes an empty one. */
export function memoryCatalog(): MemoryCatalog {
  const log = memoryEventLog("catalog_events");
  const events = (): Promise<readonly StoredEvent[]> => log.read(START, 10_000);
  const state = async (): Promise<CatalogState> => foldEvents(EMPTY_CATALOG, await events()).state;
  return {
    log,
    state,
    events,
    refused: async () => foldEvents(EMPTY_CATALOG, await events()).refused,
    register: (context, sdl = SAMPLE_SDL) =>
      registerContext({ context: describeContext(context), sdl }, { log, state, now: () => NOW }),
  };
}
