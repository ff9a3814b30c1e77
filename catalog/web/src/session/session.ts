import type { Persona, SignInOffer } from "./offer.ts";

/** Who is signed in. The token itself is not in it: it stays in the store. */
export interface SignedIn {
  readonly kind: "signedIn";
  readonly name: string;
  /** How the token was had. */
  readonly by: "persona" | "provider" | "pasted";
  /** The declared reason of use, sent with every request; null for none. */
  readonly purpose: string | null;
}

/** The state of the session. EXPIRED keeps the page as it is and asks to sign in again. */
export type Session =
  | { readonly kind: "loading" }
  | { readonly kind: "signedOut"; readonly problem: string | null }
  | SignedIn
  | (Omit<SignedIn, "kind"> & { readonly kind: "expired"; readonly problem: string | null });

/** A session and how one signs in here. */
export interface SessionView {
  readonly session: Session;
  readonly offer: SignInOffer | null;
  /** Why the newest wish was not granted to somebody who stays signed in. */
  readonly problem: string | null;
}

/** The persona whose token is in use. */
export function currentPersona({
  session,
  offer,
}: Pick<SessionView, "session" | "offer">): Persona | undefined {
  if (session.kind !== "signedIn" || session.by !== "persona") return undefined;
  return offer?.development?.personas.find(({ name }) => name === session.name);
}

/** What answers depend on: data of one reader is never shown to another. */
export const readerKey = (session: Session): string =>
  session.kind === "signedIn" || session.kind === "expired"
    ? `${session.by}:${session.name}:${session.purpose ?? ""}`
    : "";
