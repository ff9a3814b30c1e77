import { type ErrorCode, MeshError } from "@datamesh/kernel";
import { z } from "zod";
import type { AppendAnswer, Mesh, RequestContext, SubgraphResponse } from "../types.ts";
import { parseBody } from "./parseBody.ts";
import type { SubgraphReach } from "./subgraphCaller.ts";
import { withDeadline } from "./withDeadline.ts";

/** Codes that a context's answer can carry to a producer; whatever else it says is not for them. */
const TOLD = [
  "FORBIDDEN",
  "BAD_USER_INPUT",
  "CONFLICT",
  "UNAVAILABLE",
] as const satisfies readonly ErrorCode[];

const appended = z.object({
  log: z.string(),
  events: z.array(
    z.object({
      id: z.string(),
      position: z.int().min(1),
      duplicate: z.boolean(),
      stream: z.object({ name: z.string(), version: z.int().min(1) }).exactOptional(),
    }),
  ),
});
const refused = z.object({
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z.looseObject({ code: z.enum(TOLD) }),
      }),
    )
    .min(1),
});

/** Has contexts append events, each at the door to its log and with a token for this door, consumer and body. */
export function eventAppender({ transportTo, issueToken, deadlineMs }: SubgraphReach): Mesh["append"] {
  const send = async (context: string, body: string, { consumer, requestId }: RequestContext) => {
    const transport = transportTo(context);
    if (transport === undefined) throw new Error("no transport");
    const token = (await issueToken?.({ subgraph: context, door: "events", consumer, body })) ?? "";
    if (token === "") throw new Error("no token for the door to a log");
    return transport({ path: "/events", authorization: `Bearer ${token}`, requestId, body });
  };
  return async (context, body, request) => {
    try {
      return readAnswer(context, await withDeadline(send(context, body, request), deadlineMs));
    } catch (cause) {
      request.note({ [`unavailable.${context}`]: cause instanceof Error ? cause.message : String(cause) });
      return { ok: false, errors: [notKnown(context)] };
    }
  };
}

/** Throws what is no answer. */
function readAnswer(context: string, { status, body }: SubgraphResponse): AppendAnswer {
  if (status === 404) return { ok: false, errors: [closed(context)] };
  const parsed = parseBody(body);
  if (status === 200) return { ok: true, ...appended.parse(parsed) };
  const { data } = refused.safeParse(parsed);
  if (data === undefined) throw new Error(`status ${status}`);
  return {
    ok: false,
    errors: data.errors.map(
      ({ message, extensions: { code, ...details } }) => new MeshError(code, message, details),
    ),
  };
}

const notKnown = (context: string): MeshError =>
  new MeshError(
    "UNAVAILABLE",
    `context ${context} did not answer, so it is not known whether the events were appended: send the same request again, what is known by its id is not appended twice`,
    { context },
  );

const closed = (context: string): MeshError =>
  new MeshError(
    "UNAVAILABLE",
    `context ${context} takes no events here: its process has no login to append`,
    {
      context,
    },
  );
