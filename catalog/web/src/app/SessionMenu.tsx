import { LogOut } from "lucide-react";
import { useSession, useSessionStore } from "../session/SessionProvider.tsx";
import { currentPersona } from "../session/session.ts";
import { Button } from "../ui/Button.tsx";
import { useMe } from "../session/useMe.ts";
import styles from "./SessionMenu.module.css";

/** Who reads: the persona on one's own machine, the name elsewhere, and the purpose that is declared. */
export function SessionMenu() {
  const store = useSessionStore();
  const view = useSession();
  const { session, offer, problem } = view;
  const persona = currentPersona(view);
  if (session.kind !== "signedIn") return null;
  return (
    <>
      {persona === undefined ? (
        <span className={styles["name"]} title="Signed in">
          {session.name}
        </span>
      ) : (
        <label className={styles["choice"]}>
          <span>Reading as</span>
          <select value={persona.name} onChange={({ target }) => void store.signInAs(target.value)}>
            {offer?.development?.personas.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {problem !== null && (
        <span role="alert" className={styles["problem"]}>
          {problem}
        </span>
      )}
      <PurposeChoice />
      <Button kind="quiet" aria-label="Sign out" title="Sign out" onClick={() => store.signOut()}>
        <LogOut aria-hidden size={18} />
      </Button>
    </>
  );
}

/** The purposes the token entitles to; one of them has to be declared before it counts. */
function PurposeChoice() {
  const store = useSessionStore();
  const { session } = useSession();
  const { data } = useMe();
  const purposes = data?.me?.purposes ?? [];
  if (session.kind !== "signedIn" || purposes.length === 0) return null;
  return (
    <label className={styles["choice"]}>
      <span>Purpose</span>
      <select
        value={session.purpose ?? ""}
        onChange={({ target }) => store.declarePurpose(target.value === "" ? null : target.value)}
      >
        <option value="">none declared</option>
        {purposes.map((purpose) => (
          <option key={purpose}>{purpose}</option>
        ))}
      </select>
    </label>
  );
}
