import type { StoredEvent } from "@datamesh/kernel/log";
import type { CatalogRecord } from "./catalogRecord.ts";
import type { CatalogState } from "./catalogState.ts";
import type { EventFold } from "./eventFold.ts";
import { COMPOSITION_FOLDS } from "./foldComposition.ts";
import { DOCUMENT_FOLDS } from "./foldDocuments.ts";
import { RECORD_FOLDS } from "./foldRecords.ts";
import { REGISTRATION_FOLDS } from "./foldRegistration.ts";
import { REVOCATION_FOLDS } from "./foldRevocations.ts";

/** The state after an event. A refused event has moved the position and nothing else. */
export interface Step {
  readonly state: CatalogState;
  readonly record?: CatalogRecord;
  readonly refused?: string;
}

/** Folds one event of the catalog's log. Pure; never fails: what cannot be folded is refused with the reason. */
export function foldEvent(state: CatalogState, stored: StoredEvent): Step {
  const { position, type } = stored;
  const folded = foldOf(type)(state, stored);
  if ("refused" in folded) return { state: { ...state, position }, refused: folded.refused };
  const registeredUpTo = Object.hasOwn(REGISTRATION_FOLDS, type) ? position : state.registeredUpTo;
  return {
    state: { ...folded.state, position, registeredUpTo },
    ...(folded.record !== undefined && { record: folded.record }),
  };
}

const FOLDS: ReadonlyMap<string, EventFold> = new Map(
  Object.entries({
    ...REGISTRATION_FOLDS,
    ...COMPOSITION_FOLDS,
    ...RECORD_FOLDS,
    ...DOCUMENT_FOLDS,
    ...REVOCATION_FOLDS,
  }),
);

const foldOf = (type: string): EventFold =>
  FOLDS.get(type) ?? (() => ({ refused: `${type} is not an event of the catalog` }));
