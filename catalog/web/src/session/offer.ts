/** An OpenID provider that people sign in with, as the gateway names it. */
export interface Provider {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly audience?: string;
  readonly authorization: string;
  readonly token: string;
}

/** Somebody a development token can speak for. */
export interface Persona {
  readonly name: string;
  readonly id: string;
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
}

/** How one can sign in here: `GET /session.json` of the gateway. */
export interface SignInOffer {
  readonly development: { readonly personas: readonly Persona[] } | null;
  readonly provider: Provider | { readonly problem: string } | null;
}

/** Asks the gateway how one signs in. Throws an error whose message may be shown. */
export async function fetchOffer(send: typeof fetch): Promise<SignInOffer> {
  const response = await send("/session.json", { cache: "no-store", credentials: "omit" });
  if (!response.ok) throw new Error(`The gateway does not say how to sign in (${response.status}).`);
  return (await response.json()) as SignInOffer;
}

/** Whether people can be sent to this provider now. */
export const isReachable = (provider: SignInOffer["provider"]): provider is Provider =>
  provider !== null && "authorization" in provider;
