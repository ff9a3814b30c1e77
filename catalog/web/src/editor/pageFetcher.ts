import type { Fetcher } from "@graphiql/toolkit";
import type { ToPage } from "../playground/editorProtocol.ts";

/** Runs queries by asking the page. */
export interface PageFetcher {
  readonly fetcher: Fetcher;
  /** To be called when the page says that a question was answered. */
  readonly ended: (id: number) => void;
}

/**
 * A fetcher that has the page ask: this frame may connect nowhere. The answer is shown by the page and does not come
 * back here; the editor only learns that it is there.
 */
export function pageFetcher(send: (message: ToPage) => void): PageFetcher {
  const running = new Map<number, () => void>();
  let lastId = 0;
  const fetcher: Fetcher = ({ query, variables, operationName }) => ({
    subscribe: (observer) => {
      const id = ++lastId;
      running.set(id, () => {
        if (typeof observer !== "object") return;
        observer.next({ data: {} });
        observer.complete();
      });
      send({ kind: "ask", id, question: { query, variables, operationName: operationName ?? undefined } });
      return {
        unsubscribe: () => {
          if (running.delete(id)) send({ kind: "stop", id });
        },
      };
    },
  });
  const ended = (id: number) => {
    const end = running.get(id);
    running.delete(id);
    end?.();
  };
  return { fetcher, ended };
}
