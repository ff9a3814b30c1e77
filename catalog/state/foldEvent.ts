import type { StoredEvent } from "@datamesh/kernel/log";
import type { CatalogState } from "./catalogState.ts";
import type { EventFold } from "./eventFold.ts";
import { COMPOSITION_FOLDS } from "./foldComposition.ts";
import { REGISTRATION_FOLDS } from "./foldRegistration.ts";

/** The state after an event. A refused event has moved the position and nothing else. */
export interface Step {
  readonly state: CatalogState;
  readonly refused?: string;
}

/** Folds one event of the catalog's log. Pure; never fails: what cannot be folded is refused with the reason. */
export function foldEvent(state: CatalogState, stored: StoredEvent): Step {
  const { position } = stored;
  const registration = Object.hasOwn(REGISTRATION_FOLDS, stored.type);
  const folded = foldOf(stored.type)(state, stored);
  if ("refused" in folded) return { state: { ...state, position }, refused: folded.refused };
  const registeredUpTo = registration ? position : state.registeredUpTo;
  return { state: { ...folded.state, position, registeredUpTo } };
}

function foldOf(type: string): EventFold {
  const folds: Readonly<Record<string, EventFold>> = { ...REGISTRATION_FOLDS, ...COMPOSITION_FOLDS };
  const found = Object.hasOwn(folds, type) ? folds[type] : undefined;
  return found ?? (() => ({ refused: `${type} is not an event of the catalog` }));
}
