import type { SignInSecrets } from "./pkce.ts";
import type { ProviderAnswer } from "./tokens.ts";

/** Where people come back to from the provider. */
export const REDIRECT_PATH = "/signin";
/** Where the secrets of a sign-in lie while the provider has the page. */
const KEPT = "datamesh:sign-in";

/** A sign-in that is under way, and the page to show when it has ended. */
export interface KeptSignIn {
  readonly secrets: SignInSecrets;
  readonly backTo: string;
}

/** What the provider answered, beside the sign-in it answers; undefined if none was begun here. */
export interface Returned {
  readonly answer: ProviderAnswer;
  readonly kept: KeptSignIn | undefined;
}

/** Keeps a sign-in until the provider sends the page back. */
export function keepSecrets(signIn: KeptSignIn, storage: Pick<Storage, "setItem">): void {
  storage.setItem(KEPT, JSON.stringify(signIn));
}

/**
 * What the provider sent back in the page's address, beside the secrets of the sign-in it answers, which are forgotten
 * with that; undefined if the page was opened otherwise.
 */
export function takeAnswer(
  address: string,
  storage: Pick<Storage, "getItem" | "removeItem">,
): Returned | undefined {
  const { pathname, searchParams: answer } = new URL(address);
  if (pathname !== REDIRECT_PATH) return undefined;
  if (!answer.has("code") && !answer.has("error")) return undefined;
  const kept = storage.getItem(KEPT);
  storage.removeItem(KEPT);
  return { answer: Object.fromEntries(answer), kept: readKept(kept) };
}

/** What is no sign-in of ours counts as none. */
function readKept(kept: string | null): KeptSignIn | undefined {
  try {
    const { secrets, backTo } = JSON.parse(kept ?? "") as KeptSignIn;
    return typeof secrets.state === "string" && typeof backTo === "string" ? { secrets, backTo } : undefined;
  } catch {
    return undefined;
  }
}
