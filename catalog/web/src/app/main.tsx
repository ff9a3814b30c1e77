import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { SessionProvider } from "../session/SessionProvider.tsx";
import { SessionStore } from "../session/sessionStore.ts";
import "../ui/tokens.css";
import "../ui/base.css";
import { createQueryClient } from "./queryClient.ts";
import { createAppRouter } from "./router.tsx";

const root = document.querySelector("#app");
if (root === null) throw new TypeError("the page has no #app");

const queryClient = createQueryClient();
const router = createAppRouter();
const store = new SessionStore({
  send: (...request) => fetch(...request),
  now: Date.now,
  storage: localStorage,
  tabStorage: sessionStorage,
  location: window.location,
  close: () => window.close(),
});

void store.open().then(async (backTo) => {
  // The code of a sign-in stays neither in the address nor in the history.
  if (backTo !== undefined) await router.navigate({ href: backTo, replace: true });
});

createRoot(root).render(
  <StrictMode>
    <SessionProvider store={store}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </SessionProvider>
  </StrictMode>,
);
