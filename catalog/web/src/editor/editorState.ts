import type { IntrospectionQuery } from "graphql";
import type { Draft, ToEditor } from "../playground/editorProtocol.ts";

/** What the page has told this editor so far. */
export interface EditorState {
  /** What to show at first, null for what was there before; undefined while the page has not said. */
  readonly start: Draft | null | undefined;
  readonly isDark: boolean;
  readonly introspection: IntrospectionQuery | undefined;
  /** The draft to show now; another object each time it is to be shown. */
  readonly opened: Draft | undefined;
  /** How often the page asked to run what is written. */
  readonly runs: number;
}

/** Before the page has said anything. */
export const NOTHING_SAID: EditorState = {
  start: undefined,
  isDark: false,
  introspection: undefined,
  opened: undefined,
  runs: 0,
};

/** What is known after another message. */
export function afterMessage(state: EditorState, message: ToEditor): EditorState {
  switch (message.kind) {
    case "start":
      return { ...state, start: message.draft, isDark: message.isDark };
    case "open":
      return { ...state, opened: message.draft };
    case "schema":
      return { ...state, introspection: message.introspection };
    case "theme":
      return { ...state, isDark: message.isDark };
    case "run":
      return { ...state, runs: state.runs + 1 };
    case "ended":
    case "focus":
      return state;
  }
}
