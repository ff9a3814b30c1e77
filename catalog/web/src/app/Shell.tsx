import { Outlet, useLocation } from "@tanstack/react-router";
import { useSession } from "../session/SessionProvider.tsx";
import { CommandPalette } from "./CommandPalette.tsx";
import { ExpiredPrompt } from "./ExpiredPrompt.tsx";
import { Header } from "./Header.tsx";
import styles from "./Shell.module.css";
import { SignInPage } from "./SignInPage.tsx";
import { useShortcuts } from "./useShortcuts.ts";

/** What stands around every page. Without a session there is the sign-in and nothing else. */
export function Shell() {
  const { session } = useSession();
  const { pathname } = useLocation();
  const isIn = session.kind === "signedIn" || session.kind === "expired";
  useShortcuts();
  return (
    <>
      <a className={styles["skip"]} href="#page">
        Skip to content
      </a>
      <Header />
      <main id="page" tabIndex={-1} className={pathname === "/playground" ? styles["wide"] : styles["page"]}>
        {isIn ? <Outlet /> : session.kind === "loading" ? null : <SignInPage />}
      </main>
      {isIn && <CommandPalette />}
      {session.kind === "expired" && <ExpiredPrompt />}
    </>
  );
}
