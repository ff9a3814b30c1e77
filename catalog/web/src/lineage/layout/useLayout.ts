import { useEffect, useState } from "react";
import type { Layout, LayoutRequest } from "./layout.ts";

/** A layout and what it is of. */
export interface LaidOut<Subject> {
  readonly subject: Subject;
  readonly layout: Layout;
}

/**
 * The layout of a subject, computed by a worker of its own, which ends when nobody waits for it any more. Until it is
 * there the one before, undefined at first. `requestOf` has to stay the same.
 */
export function useLayout<Subject>(
  subject: Subject,
  requestOf: (subject: Subject) => LayoutRequest,
): LaidOut<Subject> | undefined {
  const [laidOut, setLaidOut] = useState<LaidOut<Subject>>();
  useEffect(() => {
    const worker = new Worker(new URL("./layoutWorker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Layout>) => {
      setLaidOut({ subject, layout: data });
      worker.terminate();
    });
    worker.postMessage(requestOf(subject));
    return () => worker.terminate();
  }, [subject, requestOf]);
  return laidOut;
}
