import { beginSignIn, finishSignIn, takeAnswer } from "./signIn.js";

/**
 * Offers to sign in where this gateway is configured for it, `onOffer` being told, and ends a sign-in whose answer the
 * page was opened with. `onToken` is given the token, the empty text for none, and `explain` what to tell. Answers with
 * what the button is told when the token it gave is in use no longer; undefined where nobody signs in.
 */
export async function offerSignIn({ button, onOffer, onToken, explain }) {
  const redirectUri = `${location.origin}/playground`;
  const returned = takeAnswer(location.href, sessionStorage);
  // Before anything else runs: neither history nor screen keeps the code.
  if (returned) history.replaceState(null, "", "/playground");
  const provider = await fetch("/playground/signin.json").then((response) => response.json());
  if (provider === null) return undefined;

  let name;
  const label = (signedIn) => {
    name = signedIn;
    button.textContent = name === undefined ? "Sign in" : "Sign out";
    button.title = name === undefined ? "" : `Signed in as ${name}`;
  };
  const signIn = async () => {
    if (!crypto.subtle) throw new Error("Signing in needs https, or an address of this machine.");
    location.assign(await beginSignIn({ provider, redirectUri, storage: sessionStorage, crypto }));
  };
  const signOut = () => {
    label(undefined);
    onToken("");
  };
  const tell = (error) => explain(error.message);

  label(undefined);
  onOffer();
  button.hidden = false;
  button.addEventListener("click", () => (name === undefined ? signIn().catch(tell) : signOut()));
  if (provider.problem) {
    button.disabled = true;
    explain(provider.problem);
  } else if (returned) {
    const send = (url, init) => fetch(url, init);
    await finishSignIn({ provider, ...returned, redirectUri, send }).then((signedIn) => {
      label(signedIn.name);
      onToken(signedIn.token);
    }, tell);
  }
  return { forget: () => label(undefined) };
}
