import { developmentTokens } from "./developmentTokens.ts";
import { fetchOffer, isReachable, type Provider } from "./offer.ts";
import { authorizationUrl, newSecrets } from "./pkce.ts";
import type { SessionView, SignedIn } from "./session.ts";
import { keepSecrets, REDIRECT_PATH, type Returned } from "./signInAnswer.ts";
import { askInWindow, passOn } from "./signInWindow.ts";
import { exchangeCode, refreshTokens, type Surroundings, type Tokens } from "./tokens.ts";

/** A token is renewed when it has less than this left to live. */
const RENEW_BEFORE_MS = 30_000;
/** The name of the persona last chosen, never a token. */
const PERSONA = "datamesh:persona";

/** What a store needs of the browser. */
export interface Browser extends Surroundings {
  /** Outlives the tab: holds the name of a persona. */
  readonly storage: Storage;
  /** Ends with the tab: holds the secrets of a sign-in while the provider has the page. */
  readonly tabStorage: Storage;
  readonly location: Pick<Location, "origin" | "assign">;
  readonly close: () => void;
  /** Tells the other tabs that somebody signed out. */
  readonly tellOthers: () => void;
}

/**
 * The session of this page. The token lives here, in memory, and leaves only in requests. `subscribe` and `view` fit
 * React's `useSyncExternalStore`.
 */
export class SessionStore {
  #view: SessionView = { session: { kind: "loading" }, offer: null, problem: null };
  #tokens: Tokens | undefined;
  #renewal: Promise<string> | undefined;
  /** How often somebody wished to be somebody, or nobody. */
  #wishes = 0;
  readonly #listeners = new Set<() => void>();
  readonly #browser: Browser;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  readonly view = (): SessionView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Finds out how one signs in here, and ends the sign-in that the page was opened with, if any; answers with the page
   * to show then.
   */
  async open(returned?: Returned): Promise<string | undefined> {
    // The answer to a sign-in that another page began and waits for.
    if (returned && returned.kept === undefined && (await passOn(returned.answer))) {
      this.#browser.close();
      return undefined;
    }
    try {
      this.#show({ offer: await fetchOffer(this.#browser.send) });
      if (returned !== undefined) return await this.#finish(returned);
      await this.#reopen();
    } catch (error) {
      this.#signedOut(messageOf(error));
    }
    return undefined;
  }

  /** Speaks for a persona from now on; who was signed in stays so where the gateway gives no token. */
  async signInAs(persona: string): Promise<void> {
    const wish = ++this.#wishes;
    try {
      const tokens = await developmentTokens(persona, this.#browser);
      // Somebody else may have been wished for meanwhile, or nobody.
      if (wish !== this.#wishes) return;
      this.#browser.storage.setItem(PERSONA, persona);
      this.#accept(tokens, "persona");
    } catch (error) {
      if (wish !== this.#wishes) return;
      if (this.#view.session.kind === "signedIn") this.#show({ problem: messageOf(error) });
      else this.#signedOut(messageOf(error));
    }
  }

  /** Leaves for the provider; the page that was open is shown again afterwards. */
  async leaveForProvider(backTo: string): Promise<void> {
    const secrets = newSecrets(crypto);
    const url = await authorizationUrl(this.#provider(), secrets, this.#redirectUri());
    keepSecrets({ secrets, backTo }, this.#browser.tabStorage);
    this.#browser.location.assign(url);
  }

  /** Signs in again in a window of its own, while the page stays as it is. */
  async signInAgain(): Promise<void> {
    const { session } = this.#view;
    if (session.kind !== "expired") return;
    try {
      if (session.by === "persona")
        return this.#accept(await developmentTokens(session.name, this.#browser), session.by);
      const secrets = newSecrets(crypto);
      const answer = await askInWindow(
        await authorizationUrl(this.#provider(), secrets, this.#redirectUri()),
        secrets,
      );
      this.#accept(
        await exchangeCode(this.#provider(), answer, secrets, this.#redirectUri(), this.#browser),
        "provider",
      );
    } catch (error) {
      this.#show({ session: { ...session, problem: messageOf(error) } });
    }
  }

  /** Uses a token that was pasted. */
  paste(text: string): void {
    const token = text.trim().replace(/^bearer\s+/i, "");
    if (token === "") return;
    this.#accept(
      { token, name: "the pasted token", expiresAt: undefined, refreshToken: undefined },
      "pasted",
    );
  }

  /** Declares the reason of use for everything that is asked from now on; null for none. */
  declarePurpose(purpose: string | null): void {
    const { session } = this.#view;
    if (session.kind === "signedIn") this.#show({ session: { ...session, purpose } });
  }

  /** Signs out, here and in the other tabs of this browser, and forgets what was written in this one. */
  signOut(): void {
    this.leave();
    this.#browser.tellOthers();
  }

  /** Signs out here, because another tab did. */
  leave(): void {
    this.#wishes += 1;
    this.#browser.storage.removeItem(PERSONA);
    this.#signedOut(null);
    // After the pages are gone, which may keep what was written until then.
    setTimeout(() => this.#browser.tabStorage.clear());
  }

  /** A token that can be used, renewed quietly where that is possible; rejects once the session has ended. */
  async token(): Promise<string> {
    if (this.#tokens === undefined) throw new Error("nobody is signed in");
    const { token, expiresAt = Infinity } = this.#tokens;
    return expiresAt - this.#browser.now() > RENEW_BEFORE_MS ? token : this.renew();
  }

  /** Obtains another token in place of one that is or soon will be refused; rejects when the reader has to be asked. */
  async renew(): Promise<string> {
    return (this.#renewal ??= this.#renew().finally(() => (this.#renewal = undefined)));
  }

  /** A token that was just had is refused: there is no use in renewing it again. */
  refused(): void {
    const { session } = this.#view;
    this.#tokens = undefined;
    if (session.kind === "signedIn") this.#show({ session: { ...session, kind: "expired", problem: null } });
  }

  async #renew(): Promise<string> {
    const { session } = this.#view;
    if (session.kind !== "signedIn" || this.#tokens === undefined) throw new Error("nobody is signed in");
    try {
      const tokens = await this.#nextTokens(session, this.#tokens);
      // Somebody else may have signed in meanwhile: their token is theirs.
      if (this.#view.session !== session) return await this.token();
      this.#tokens = tokens;
      return tokens.token;
    } catch (error) {
      // A gateway that does not answer ends no session.
      if (!(error instanceof TypeError)) this.refused();
      throw error;
    }
  }

  #nextTokens({ by, name }: SignedIn, tokens: Tokens): Promise<Tokens> {
    if (by === "persona") return developmentTokens(name, this.#browser);
    if (tokens.refreshToken === undefined) throw new Error("the session has ended");
    return refreshTokens(this.#provider(), tokens, this.#browser);
  }

  async #reopen(): Promise<void> {
    const persona = this.#browser.storage.getItem(PERSONA);
    const known = this.#view.offer?.development?.personas.some(({ name }) => name === persona);
    if (persona !== null && known === true) await this.signInAs(persona);
    else this.#signedOut(null);
  }

  async #finish({ answer, kept }: Returned): Promise<string> {
    const provider = this.#provider();
    this.#accept(
      await exchangeCode(provider, answer, kept?.secrets, this.#redirectUri(), this.#browser),
      "provider",
    );
    return kept?.backTo ?? "/";
  }

  #provider(): Provider {
    const provider = this.#view.offer?.provider ?? null;
    if (isReachable(provider)) return provider;
    throw new Error(provider?.problem ?? "Nobody signs in with a provider here.");
  }

  #redirectUri(): string {
    return `${this.#browser.location.origin}${REDIRECT_PATH}`;
  }

  #accept(tokens: Tokens, by: SignedIn["by"]): void {
    const before = this.#view.session;
    const same = before.kind === "expired" && before.by === by && before.name === tokens.name;
    this.#tokens = tokens;
    this.#show({
      session: { kind: "signedIn", name: tokens.name, by, purpose: same ? before.purpose : null },
    });
  }

  #signedOut(problem: string | null): void {
    this.#tokens = undefined;
    this.#show({ session: { kind: "signedOut", problem } });
  }

  #show(change: Partial<SessionView>): void {
    this.#view = { ...this.#view, problem: null, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function messageOf(error: unknown): string {
  // What fetch says of a gateway that is away differs from browser to browser.
  if (error instanceof TypeError) return "The gateway does not answer. It may be restarting.";
  return error instanceof Error ? error.message : "Signing in failed.";
}
