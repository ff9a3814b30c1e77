/** What the page tells about its token, by state; nothing once all is well. */
export const HINTS = Object.freeze({
  missing:
    "Paste an access token to load the schema and to run queries; on your own machine, npx datamesh token --as analyst prints one. It stays in this page and is gone when you leave.",
  refused: "The gateway does not accept this token: it may have expired. Paste another.",
  unreachable: "The gateway does not answer. Is it running?",
  accepted: "",
});

/** The same where one can also sign in. */
export const SIGN_IN_HINTS = Object.freeze({
  ...HINTS,
  missing:
    "Sign in to load the schema and to run queries, or paste an access token. It stays in this page and is gone when you leave.",
  refused: "The gateway does not accept this token: it may have expired. Sign in again, or paste another.",
});

/**
 * A fetcher for GraphiQL that sends the token with each request, and nothing without one. `report` is told the
 * state the token is in: a key of the hints.
 */
export function meshFetcher({ token, send, report, hints = HINTS }) {
  const explain = (state) => {
    report(state);
    return { errors: [{ message: hints[state] }] };
  };
  return async ({ query, operationName, variables }) => {
    if (token === "") return explain("missing");
    try {
      const response = await send("/graphql", {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        credentials: "omit",
        body: JSON.stringify({ query, operationName, variables }),
      });
      const answer = await response.json();
      report(response.status === 401 ? "refused" : "accepted");
      return answer;
    } catch {
      return explain("unreachable");
    }
  };
}

/** The token in what was pasted: without spaces around it and without the word Bearer before it. */
export function readToken(pasted) {
  return pasted.trim().replace(/^bearer\s+/i, "");
}
