import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Route } from "../http/router.ts";
import { PLAYGROUND_POLICY } from "../http/securityHeaders.ts";
import { serveAsset } from "./asset.ts";
import type { Asset } from "./asset.ts";

/** A query the playground offers. */
export interface Example {
  readonly title: string;
  /** Whose token it is meant for. */
  readonly persona: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const HTML = "text/html; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";
const STYLE = "text/css; charset=utf-8";

/**
 * The playground: GraphiQL with a field for the token. These files and no others are served, each under one
 * path, and all of them come from here.
 */
export function playgroundRoutes(examples: readonly Example[]): readonly Route[] {
  const examplesJson = Buffer.from(JSON.stringify(examples));
  const page = {
    type: HTML,
    load: own("index.html"),
    headers: { "content-security-policy": PLAYGROUND_POLICY },
  };
  const assets: readonly Asset[] = [
    { path: "/playground", ...page },
    { path: "/playground/", ...page },
    { path: "/playground/icon.svg", type: "image/svg+xml", load: own("icon.svg") },
    { path: "/playground/playground.css", type: STYLE, load: own("playground.css") },
    { path: "/playground/playground.js", type: SCRIPT, load: own("playground.js") },
    { path: "/playground/meshFetcher.js", type: SCRIPT, load: own("meshFetcher.js") },
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
  return assets.map((asset) => ({
    path: asset.path,
    name: "playground",
    methods: { GET: serveAsset(asset) },
  }));
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
