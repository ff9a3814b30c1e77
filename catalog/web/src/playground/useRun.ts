import { useCallback, useEffect, useRef, useState } from "react";
import { type Answer, askRaw, type Question } from "../mesh/ask.ts";
import { kindOfCode, MeshError } from "../mesh/meshError.ts";
import { useSession, useSessionStore } from "../session/SessionProvider.tsx";
import { readerKey } from "../session/session.ts";

type Outcome = { readonly answer: Answer } | { readonly error: unknown };

/** A question that was asked, and what came of it. */
export interface Finished {
  readonly question: Question;
  /** What was answered, or why nothing was. */
  readonly outcome: Outcome;
  /** How long it took, in milliseconds. */
  readonly tookMs: number;
}

/** Asking, and the last answer. */
export interface Run {
  readonly isRunning: boolean;
  readonly finished: Finished | undefined;
  /** Asks, in place of whatever runs; resolves when there is an answer, or it was stopped. */
  readonly ask: (question: Question) => Promise<void>;
  readonly stop: () => void;
}

/** Asks what is written in the playground. What one reader was answered is not shown to the next. */
export function useRun(): Run {
  const store = useSessionStore();
  const reader = readerKey(useSession().session);
  const [isRunning, setRunning] = useState(false);
  const [last, setLast] = useState<Finished & { readonly reader: string }>();
  const current = useRef<AbortController>(undefined);
  const stop = useCallback(() => current.current?.abort(), []);
  const ask = useCallback(
    async (question: Question) => {
      current.current?.abort();
      const controller = (current.current = new AbortController());
      const { signal } = controller;
      setRunning(true);
      const startedAt = performance.now();
      const outcome = await askRaw(question, { session: store, send: fetch, signal }).then(
        outcomeOf,
        (error: unknown) => ({ error }),
      );
      if (current.current !== controller) return;
      setRunning(false);
      if (!signal.aborted) setLast({ question, outcome, tookMs: performance.now() - startedAt, reader });
    },
    [store, reader],
  );
  useEffect(() => stop, [stop, reader]);
  return { isRunning, finished: last?.reader === reader ? last : undefined, ask, stop };
}

/** An answer that says nothing but that nobody is signed in is none. */
function outcomeOf(answer: Answer): Outcome {
  const [first] = answer.errors ?? [];
  const isEnded = answer.data == null && kindOfCode(first?.extensions?.["code"]) === "expired";
  return isEnded
    ? { error: new MeshError("expired", "Sign in again, and run the query once more.") }
    : { answer };
}
