import { type CatalogState, foldEvents } from "../state/index.ts";
import type { CatalogProjection } from "./catalogProjection.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { loadState } from "./loadState.ts";

const BATCH = 100;

/** Reads the state at the head of the log: what is projected, and the events the projector has not come to yet. */
export function stateReader({ log, store }: CatalogProjection): () => Promise<CatalogState> {
  return async () => {
    let state = await store.transaction("REPEATABLE READ", async (manager) =>
      loadState(manager, await readCheckpoint(manager)),
    );
    for (;;) {
      const events = await log.read(state.position, BATCH);
      if (events.length === 0) return state;
      state = foldEvents(state, events).state;
    }
  };
}
