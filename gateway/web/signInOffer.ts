import type { Logger } from "pino";
import { signInEndpoints } from "./discoverEndpoints.ts";
import type { SignInConfig, SignInEndpoints } from "./signInConfig.ts";

/** What the application needs so that people can sign in with a provider. Nothing of it is secret. */
export type OfferedProvider =
  (Omit<SignInConfig, "endpoints"> & SignInEndpoints) | { readonly problem: string };

/** The offer to sign in with a provider. */
export interface SignInOffer {
  /** The origin of the token endpoint, which the application has to reach; none while it is not known. */
  readonly origins: () => Promise<readonly string[]>;
  /** With whom and how; null if nobody signs in here. Never fails: what is amiss goes to the log. */
  readonly describe: (log: Pick<Logger, "warn">) => Promise<OfferedProvider | null>;
}

const NONE: SignInOffer = {
  origins: () => Promise.resolve([]),
  describe: () => Promise.resolve(null),
};

/** The offer to sign in with this provider, or none. */
export function signInOffer(config: SignInConfig | undefined): SignInOffer {
  if (!config) return NONE;
  const find = signInEndpoints(config);
  const { endpoints: _, ...client } = config;
  return {
    origins: () =>
      find().then(
        ({ token }) => [new URL(token).origin],
        () => [],
      ),
    describe: async (log) => {
      try {
        return { ...client, ...(await find()) };
      } catch (err) {
        log.warn({ err, issuer: client.issuer }, "nobody can sign in now");
        return { problem: "The identity provider cannot be reached now. Reload to try again." };
      }
    },
  };
}
