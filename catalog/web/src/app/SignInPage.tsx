import { Link, useLocation } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { isReachable, type Persona } from "../session/offer.ts";
import { useSession, useSessionStore } from "../session/SessionProvider.tsx";
import { Button } from "../ui/Button.tsx";
import styles from "./SignInPage.module.css";

/** Who reads? Without an answer nothing is shown. */
export function SignInPage() {
  const { session, offer } = useSession();
  if (session.kind === "signedIn") return <SignedInAlready />;
  if (session.kind !== "signedOut") return null;
  return (
    <div className={styles["page"]}>
      <h1>Sign in</h1>
      <p className={styles["about"]}>
        Every answer of the mesh depends on who asks. Without a reader there is none.
      </p>
      {session.problem !== null && (
        <p role="alert" className={styles["problem"]}>
          {session.problem}
        </p>
      )}
      {offer?.development && <Personas personas={offer.development.personas} />}
      {offer?.provider && <ProviderButton />}
      <PasteToken open={!offer?.development && !offer?.provider} />
    </div>
  );
}

function SignedInAlready() {
  return (
    <p>
      You are signed in. <Link to="/">Go to the start page</Link>.
    </p>
  );
}

const ABOUT: Readonly<Record<string, string>> = {
  analyst: "explores products across contexts; personal values come masked",
  frontend: "an application that fetches what it shows",
  owner: "answers for the products of the team customers",
  compliance: "sees personal values for a declared purpose",
};

function Personas({ personas }: { personas: readonly Persona[] }) {
  const store = useSessionStore();
  return (
    <section aria-labelledby="personas">
      <h2 id="personas">As somebody of the sample bank</h2>
      <p className={styles["about"]}>
        This machine gives out development tokens. Choose whose eyes to see with.
      </p>
      <ul className={styles["personas"]}>
        {personas.map(({ name, roles }) => (
          <li key={name}>
            <button type="button" className={styles["persona"]} onClick={() => void store.signInAs(name)}>
              <strong>{name}</strong>
              <span>{ABOUT[name] ?? `with ${roles.join(", ")}`}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ProviderButton() {
  const store = useSessionStore();
  const { offer } = useSession();
  const { href, pathname } = useLocation();
  const [problem, setProblem] = useState<string>();
  const provider = offer?.provider ?? null;
  if (!isReachable(provider)) return <p role="alert">{provider?.problem}</p>;
  const leave = () =>
    store
      .leaveForProvider(pathname === "/signin" ? "/" : href)
      .catch(() => setProblem("Signing in needs https, or an address of this machine."));
  return (
    <section>
      <Button kind="primary" onClick={() => void leave()}>
        Sign in with {new URL(provider.issuer).hostname}
      </Button>
      {problem !== undefined && <p role="alert">{problem}</p>}
    </section>
  );
}

function PasteToken({ open }: { open: boolean }) {
  const store = useSessionStore();
  const paste = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const token = new FormData(event.currentTarget).get("token");
    if (typeof token === "string") store.paste(token);
  };
  return (
    <details open={open} className={styles["paste"]}>
      <summary>Use an access token</summary>
      <form onSubmit={paste}>
        <label>
          <span>Access token</span>
          <input name="token" type="password" autoComplete="off" spellCheck={false} required />
        </label>
        <Button type="submit">Use it</Button>
      </form>
      <p className={styles["about"]}>
        It stays in this page's memory and is gone when you leave. On your own machine,{" "}
        <code>npx datamesh token --as analyst</code> prints one.
      </p>
    </details>
  );
}
