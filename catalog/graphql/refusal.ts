import type { SubgraphResponse } from "@datamesh/kernel/graphql";

const REFUSALS = {
  UNAUTHENTICATED: { status: 401, message: "only the gateway may ask" },
  BAD_USER_INPUT: { status: 400, message: "the body is not one GraphQL request" },
  UNAVAILABLE: { status: 503, message: "the catalog is stopping" },
  INTERNAL: { status: 500, message: "internal error" },
} as const;

/** The answer to a request that is not executed. */
export function refusal(code: keyof typeof REFUSALS): SubgraphResponse {
  const { status, message } = REFUSALS[code];
  return { status, body: JSON.stringify({ errors: [{ message, extensions: { code } }] }) };
}
