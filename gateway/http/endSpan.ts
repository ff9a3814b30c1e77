import type { Span } from "@datamesh/kernel/trace";

/** Ends the span of an exchange with what came of it: its status, the kind of operation, and its code if it failed. */
export function endSpan(span: Span, status: number, facts: Readonly<Record<string, unknown>>): void {
  const { kind, operation, route, code } = facts;
  if (typeof kind === "string") span.rename(`${String(route)} ${kind}`);
  span.note({
    "http.response.status_code": status,
    ...(typeof kind === "string" && { "graphql.operation.type": kind }),
    ...(typeof operation === "string" && { "graphql.operation.name": operation }),
  });
  span.end(typeof code === "string" ? code : status >= 500 ? "INTERNAL" : undefined);
}
