import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Handler, Route } from "../http/router.ts";
import { PLAYGROUND_POLICY } from "../http/securityHeaders.ts";
import { serveAsset } from "./asset.ts";
import type { Asset } from "./asset.ts";
import type { SignInConfig } from "./signInConfig.ts";
import { signInOffer } from "./signInOffer.ts";

/** A query the playground offers. */
export interface Example {
  readonly title: string;
  /** Whose token it is meant for. */
  readonly persona: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const PAGE = {
  path: "/playground",
  type: "text/html; charset=utf-8",
  headers: { "content-security-policy": PLAYGROUND_POLICY },
};
const SCRIPT = "text/javascript; charset=utf-8";
const STYLE = "text/css; charset=utf-8";

/**
 * The playground: GraphiQL with a field for the token, and a button to sign in where that is configured. These files
 * and no others are served, each under one path, and all of them come from here.
 */
export function playgroundRoutes(examples: readonly Example[], signIn?: SignInConfig): readonly Route[] {
  const offer = signInOffer(signIn);
  const page = offer.underPolicy(serveAsset({ ...PAGE, load: own("index.html") }));
  return [
    route("/playground", page),
    route("/playground/", page),
    route("/playground/signin.json", offer.describe),
    ...assets(examples).map((asset) => route(asset.path, serveAsset(asset))),
  ];
}

function route(path: string, handler: Handler): Route {
  return { path, name: "playground", methods: { GET: handler } };
}

function assets(examples: readonly Example[]): readonly Asset[] {
  const examplesJson = Buffer.from(JSON.stringify(examples));
  return [
    { path: "/playground/icon.svg", type: "image/svg+xml", load: own("icon.svg") },
    { path: "/playground/playground.css", type: STYLE, load: own("playground.css") },
    { path: "/playground/playground.js", type: SCRIPT, load: own("playground.js") },
    { path: "/playground/meshFetcher.js", type: SCRIPT, load: own("meshFetcher.js") },
    { path: "/playground/signIn.js", type: SCRIPT, load: own("signIn.js") },
    { path: "/playground/signInButton.js", type: SCRIPT, load: own("signInButton.js") },
    {
      path: "/playground/examples.json",
      type: "application/json",
      load: () => Promise.resolve(examplesJson),
    },
    { path: "/playground/graphiql.css", type: STYLE, load: installed("graphiql", "graphiql.min.css") },
    { path: "/playground/graphiql.js", type: SCRIPT, load: installed("graphiql", "graphiql.min.js") },
    { path: "/playground/react.js", type: SCRIPT, load: installed("react", "umd/react.production.min.js") },
    {
      path: "/playground/react-dom.js",
      type: SCRIPT,
      load: installed("react-dom", "umd/react-dom.production.min.js"),
    },
  ];
}

/** A file that stands in `static/`. */
function own(file: string): Asset["load"] {
  return () => readFile(new URL(`./static/${file}`, import.meta.url));
}

/** A file of an npm package. */
function installed(packageName: string, file: string): Asset["load"] {
  return async () => {
    const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
    return readFile(join(dirname(manifest), file));
  };
}
