import { SupergraphComposed, SupergraphRefused } from "../events.ts";
import { eventFold, type EventFold } from "./eventFold.ts";

const foldComposed = eventFold(SupergraphComposed, (state, { supergraphSdl, subgraphs }, stored) => ({
  state: {
    ...state,
    compositions: {
      lastGood: { supergraphSdl, subgraphs, composedAt: stored.occurredAt },
      problems: [],
      lastEvent: stored.id,
    },
  },
}));

const foldRefused = eventFold(SupergraphRefused, (state, { problems }, stored) => ({
  state: { ...state, compositions: { ...state.compositions, problems, lastEvent: stored.id } },
}));

/** The folds of what became of composing, by event type. The newest attempt wins, whoever made it. */
export const COMPOSITION_FOLDS: Readonly<Record<string, EventFold>> = Object.freeze({
  SUPERGRAPH_COMPOSED: foldComposed,
  SUPERGRAPH_REFUSED: foldRefused,
});
