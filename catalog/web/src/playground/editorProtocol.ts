import type { IntrospectionQuery } from "graphql";
import type { Question } from "../mesh/ask.ts";

/** The address of the editor's document, which the page frames. */
export const EDITOR_PATH = "/playground/editor";

/** What the frame says once, to the page around it, with the port they speak through from then on. */
export const HELLO = "datamesh:editor";

/** A query as it is written, with its variables as JSON. */
export interface Draft {
  readonly query: string;
  readonly variables: string;
}

/** What the page tells the editor. It never tells a token, nor what was answered. */
export type ToEditor =
  /** The first of all: what to show at first; null for whatever was there when the tab was last open. */
  | { readonly kind: "start"; readonly draft: Draft | null; readonly isDark: boolean }
  | { readonly kind: "open"; readonly draft: Draft }
  | { readonly kind: "schema"; readonly introspection: IntrospectionQuery }
  | { readonly kind: "theme"; readonly isDark: boolean }
  /** Runs what is written, or stops what runs. */
  | { readonly kind: "run" }
  /** Gives the focus back to what had it when a key of the page was pressed. */
  | { readonly kind: "focus" }
  /** The question with this id was answered, or could not be. */
  | { readonly kind: "ended"; readonly id: number };

/** What the editor tells the page. */
export type ToPage =
  /** The first of all: the editor is there and waits for `start`. */
  | { readonly kind: "ready" }
  | { readonly kind: "edited"; readonly draft: Draft }
  | { readonly kind: "ask"; readonly id: number; readonly question: Question }
  | { readonly kind: "stop"; readonly id: number }
  /** A key of the page was pressed in the frame. */
  | { readonly kind: "pressed"; readonly key: PageKey };

/** Keys that mean the same everywhere in the application; `k` with Cmd or Ctrl. */
export type PageKey = "k" | "/" | "Escape";

/** One end of the connection: sends what the other end hears. */
export interface Connection<Sent, Heard> {
  readonly send: (message: Sent) => void;
  /** Calls this with every message from now on, those that wait included. */
  readonly listen: (hear: (message: Heard) => void) => void;
  readonly close: () => void;
}

/** Speaks through a port. Both ends are of one origin, so what is heard is what the other end's types say. */
export function connection<Sent, Heard>(port: MessagePort): Connection<Sent, Heard> {
  return {
    send: (message) => port.postMessage(message),
    listen: (hear) => {
      port.addEventListener("message", ({ data }: MessageEvent<Heard>) => hear(data));
      port.start();
    },
    close: () => port.close(),
  };
}
