import type { SignInSecrets } from "./pkce.ts";
import type { ProviderAnswer } from "./tokens.ts";

/** The channel between the window that a provider sends back and the page that opened it. */
const CHANNEL = "datamesh:sign-in";
const FEATURES = "popup,width=520,height=720";

/**
 * Opens the provider in a window of its own and answers with what it sends back there. Windows of one origin meet on a
 * channel, since a page that shares nothing with other origins is no window's opener. Rejects when the window is not
 * allowed to open, or when nothing has come after ten minutes.
 */
export function askInWindow(url: string, { state }: Pick<SignInSecrets, "state">): Promise<ProviderAnswer> {
  const channel = new BroadcastChannel(CHANNEL);
  const answered = new Promise<ProviderAnswer>((resolve, reject) => {
    channel.addEventListener("message", ({ data }: MessageEvent<ProviderAnswer>) => {
      if (data["state"] !== state) return;
      channel.postMessage({ taken: state });
      resolve(data);
    });
    setTimeout(() => reject(new Error("Nobody signed in within ten minutes.")), 600_000);
  });
  if (window.open(url, "_blank", FEATURES) === null) {
    channel.close();
    return Promise.reject(
      new Error("The browser did not let the sign-in window open. Allow it and try again."),
    );
  }
  return answered.finally(() => channel.close());
}

/**
 * In the window that the provider sent back: gives the answer to the page that waits for it. Answers whether there is
 * one; it takes the answer within half a second or not at all.
 */
export async function passOn(answer: ProviderAnswer): Promise<boolean> {
  const channel = new BroadcastChannel(CHANNEL);
  const taken = new Promise<boolean>((resolve) => {
    channel.addEventListener("message", ({ data }: MessageEvent<{ taken?: string }>) => {
      if (data.taken === answer["state"]) resolve(true);
    });
    setTimeout(() => resolve(false), 500);
  });
  channel.postMessage(answer);
  return taken.finally(() => channel.close());
}
