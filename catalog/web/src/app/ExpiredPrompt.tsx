import { useEffect, useRef } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useSession, useSessionStore } from "../session/SessionProvider.tsx";
import { Button } from "../ui/Button.tsx";
import styles from "./Dialog.module.css";

/** Asks to sign in again once a session has ended; the page below stays as it is. */
export function ExpiredPrompt() {
  const store = useSessionStore();
  const queries = useQueryClient();
  const { session } = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  if (session.kind !== "expired") return null;
  const again = async () => {
    await store.signInAgain();
    await queries.invalidateQueries();
  };
  return (
    <dialog
      ref={dialog}
      className={styles["dialog"]}
      aria-labelledby="expired"
      onCancel={(event) => event.preventDefault()}
    >
      {session.by === "pasted" ? (
        <>
          <h2 id="expired">This token is not accepted</h2>
          <p>
            The gateway does not take the token that was pasted: it is none of its own, or it has expired.
          </p>
        </>
      ) : (
        <>
          <h2 id="expired">Your session has ended</h2>
          <p>Sign in again to go on. What you see and what you wrote on this page stays as it is.</p>
        </>
      )}
      {session.problem !== null && <p role="alert">{session.problem}</p>}
      <div className={styles["actions"]}>
        {session.by === "pasted" ? (
          <Button kind="primary" onClick={() => store.signOut()}>
            Use another token
          </Button>
        ) : (
          <>
            <Button kind="primary" onClick={() => void again()}>
              Sign in again
            </Button>
            <Button onClick={() => store.signOut()}>Sign out</Button>
          </>
        )}
      </div>
    </dialog>
  );
}
