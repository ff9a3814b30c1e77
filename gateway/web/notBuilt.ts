import type { Handler } from "../http/router.ts";

const PAGE = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>DataMesh</title>
  <h1>The catalog's pages are not built</h1>
  <p>Run <code>npm run build</code> and start again. Queries are answered at <code>/graphql</code> all the same.</p>
</html>
`;

/** What stands in for the application where it was not built. */
export const notBuilt: Handler = () => ({
  status: 503,
  headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  body: PAGE,
});
