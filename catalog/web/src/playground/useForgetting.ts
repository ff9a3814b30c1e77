import { useEffect } from "react";
import { useSessionStore } from "../session/SessionProvider.tsx";

/** What GraphiQL keeps for this tab of the browser: drafts and history. */
const KEPT = "graphiql:";

/** Forgets what was written here once somebody signs out: the next to sign in may be somebody else. */
export function useForgetting(): void {
  const store = useSessionStore();
  useEffect(
    () => () => {
      if (store.view().session.kind !== "signedOut") return;
      for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) sessionStorage.removeItem(key);
    },
    [store],
  );
}
