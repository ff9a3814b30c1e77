import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { SessionProvider } from "../session/SessionProvider.tsx";
import { SessionStore } from "../session/sessionStore.ts";
import { takeAnswer } from "../session/signInAnswer.ts";
import "../ui/tokens.css";
import "../ui/base.css";
import { createQueryClient } from "./queryClient.ts";
import { createAppRouter } from "./router.tsx";

const root = document.querySelector("#app");
if (root === null) throw new TypeError("the page has no #app");

// Before anything else runs: neither address nor history keeps the code.
const returned = takeAnswer(window.location.href, sessionStorage);
if (returned !== undefined) history.replaceState(null, "", "/signin");

const queryClient = createQueryClient();
const router = createAppRouter();
const tabs = new BroadcastChannel("datamesh:session");
const store = new SessionStore({
  send: (...request) => fetch(...request),
  now: Date.now,
  storage: localStorage,
  tabStorage: sessionStorage,
  location: window.location,
  close: () => window.close(),
  tellOthers: () => tabs.postMessage("signed out"),
});
tabs.addEventListener("message", () => store.leave());

void store.open(returned).then(async (backTo) => {
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
