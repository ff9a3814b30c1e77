import type { Logger } from "pino";
import type { ProjectorsTold } from "./startProjectors.ts";

/** Tells a log what becomes of projectors: what each product is kept by, and of each context once who projects it. */
export function tellProjectors(log: Pick<Logger, "info" | "error">): ProjectorsTold {
  return {
    state: (state, err) => {
      // That it waits is told of its context.
      if (state.status !== "WAITING")
        log[state.status === "RUNNING" ? "info" : "error"]({ ...state, err }, "projector");
    },
    lease: (context, state) => {
      if (state.status === "HELD") log.info({ context }, "projecting");
      if (state.status === "WAITING") {
        log.info({ context, holder: state.holder }, "another process projects; waiting to take over from it");
      }
    },
  };
}
