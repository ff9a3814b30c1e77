import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect, useRef } from "react";

/**
 * Runs what is written each time the page asks for it, or Cmd/Ctrl-Enter is pressed beside the editors, which see to it
 * themselves.
 */
export function useRuns(runs: number): void {
  const isThere = useGraphiQL(
    (state) => state.queryEditor !== undefined && state.responseEditor !== undefined,
  );
  const actions = useGraphiQLActions();
  const last = useRef(0);
  useEffect(() => {
    if (!isThere || runs === last.current) return;
    last.current = runs;
    actions.run();
  }, [isThere, runs, actions]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || event.defaultPrevented) return;
      event.preventDefault();
      actions.run();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [actions]);
}
