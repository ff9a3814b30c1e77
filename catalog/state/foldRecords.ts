import { parseProductRef, productRef } from "@datamesh/kernel/product";
import { ReplayRecorded, SlaBreached, SlaRestored } from "../events.ts";
import type { CatalogState } from "./catalogState.ts";
import { eventFold, type EventFold, type Folded } from "./eventFold.ts";

const foldReplay = eventFold(ReplayRecorded, (state, replay, { position }) => {
  const { name, major } = parseProductRef(replay.product);
  return ofKnown(state, name, major, { state, record: { kind: "replay", position, replay } });
});

const foldBreached = eventFold(SlaBreached, (state, breach, { position }) =>
  ofKnown(state, breach.product, breach.major, { state, record: { kind: "breached", position, breach } }),
);

const foldRestored = eventFold(SlaRestored, (state, breach, { position }) =>
  ofKnown(state, breach.product, breach.major, { state, record: { kind: "restored", position, breach } }),
);

/** The folds of what was measured or proven of products, by event type. None changes the state. */
export const RECORD_FOLDS: Readonly<Record<string, EventFold>> = Object.freeze({
  REPLAY_RECORDED: foldReplay,
  SLA_BREACHED: foldBreached,
  SLA_RESTORED: foldRestored,
});

function ofKnown(state: CatalogState, name: string, major: number, folded: Folded): Folded {
  const ref = productRef(name, major);
  return state.products.has(ref) ? folded : { refused: `${ref} is not a product of the catalog` };
}
