import type { Logger } from "pino";
import type { Limits } from "../limits/index.ts";
import { application } from "./application.ts";
import type { Application } from "./application.ts";
import { builtFiles } from "./builtFiles.ts";
import { keptContent } from "./content.ts";
import type { TokenSigner } from "./developmentSession.ts";
import type { Example } from "./example.ts";
import { serveContent } from "./serveContent.ts";
import { sessionRoutes } from "./sessionRoutes.ts";
import type { SignInConfig } from "./signInConfig.ts";
import { signInOffer } from "./signInOffer.ts";

/** What the web side is made of. */
export interface WebParts {
  /** Where the built application lies. */
  readonly directory: string;
  readonly examples: readonly Example[];
  readonly signIn: SignInConfig | undefined;
  /** Signs tokens for this machine's own pages, where development tokens are accepted. */
  readonly developmentIssuer: TokenSigner | undefined;
  readonly limits: Limits;
  readonly clock: () => Date;
  readonly log: Logger;
}

/**
 * The browser application, and what it needs besides queries: who may sign in and how, and examples. All of it is
 * served without a token and says nothing of the mesh.
 */
export function openWeb({ directory, examples, signIn, log, ...session }: WebParts): Application {
  const built = builtFiles(directory);
  if (!built)
    log.warn({ directory }, "the catalog's pages are not built: run `npm run build`, and start again");
  const offer = signInOffer(signIn);
  const { routes, otherwise } = application(built, offer.origins);
  const listed = serveContent({
    type: "application/json",
    content: keptContent(() => Promise.resolve(Buffer.from(JSON.stringify(examples)))),
  });
  return {
    routes: [
      ...routes,
      { path: "/examples.json", name: "examples", methods: { GET: listed } },
      ...sessionRoutes({ ...session, offer }),
    ],
    otherwise,
  };
}
