import { createContext, type ReactNode, use, useSyncExternalStore } from "react";
import type { SessionView } from "./session.ts";
import type { SessionStore } from "./sessionStore.ts";

const SessionContext = createContext<SessionStore | undefined>(undefined);

/** Gives everything below it the session. */
export function SessionProvider({ store, children }: { store: SessionStore; children: ReactNode }) {
  return <SessionContext value={store}>{children}</SessionContext>;
}

/** The store of the session. Throws TypeError outside a SessionProvider. */
export function useSessionStore(): SessionStore {
  const store = use(SessionContext);
  if (store === undefined) throw new TypeError("there is no SessionProvider above this component");
  return store;
}

/** The session as it is, and how one signs in. */
export function useSession(): SessionView {
  const { subscribe, view } = useSessionStore();
  return useSyncExternalStore(subscribe, view);
}
