import { headerOf, type HttpReply, type HttpRequest, jsonAnswer, type Route } from "@datamesh/kernel/graphql";
import { z } from "@datamesh/kernel";
import type { TrafficSink } from "@datamesh/kernel/sla";
import { type Admissions, callFault, claimedContext } from "./admissions.ts";
import { announcementSchema, presenceSchema } from "./announcement.ts";
import { json } from "./json.ts";
import { isNestedTooDeep, MAX_NESTING } from "./nesting.ts";
import { HEARTBEAT_SECONDS, type RegistrationDesk, type Standing } from "./registrationDesk.ts";
import { trafficRoute } from "./trafficRoute.ts";
import { feedPrinter, type SupergraphFeed } from "./supergraphFeed.ts";

/** What stands behind the door. */
export interface CatalogDoorParts {
  readonly admissions: Admissions;
  /** The key of 32 bytes that the gateways share with the catalog. */
  readonly gatewayKey: Uint8Array;
  readonly desk: RegistrationDesk;
  /** Where the reports of gateways go. */
  readonly traffic: TrafficSink;
  /** Undefined until something has been composed. */
  readonly supergraph: () => Omit<SupergraphFeed, "addresses"> | undefined;
  readonly now: () => Date;
  /** Told of calls that were refused, and why. */
  readonly onRefused: (refusal: { readonly caller: string; readonly reason: string }) => void;
}

type Refuse = (status: number, caller: string, reason: string, told?: string) => HttpReply;

/**
 * The catalog's door: contexts register here, each with its own key, for its own name and at addresses it is allowed,
 * and gateways fetch the supergraph. Every call carries a token bound to its body (kernel/servicetoken/peerToken.ts).
 *
 * | call | who | answer |
 * |---|---|---|
 * | `POST /registrations` | a replica of a context | 200 with its standing; 403 at another address; 422 when refused |
 * | `POST /registrations/heartbeats` | the same, every few seconds | 200 with its standing; 404: announce yourself anew |
 * | `POST /registrations/leave` | the same, before it stops | 200 |
 * | `GET /supergraph` | a gateway | 200, 304 to `if-none-match`, 503 while there is none |
 * | `POST /traffic` | a gateway, with what it has answered | 200 once it is kept |
 */
export function catalogDoor(parts: CatalogDoorParts): Readonly<Record<string, Route>> {
  const refuse: Refuse = (status, caller, reason, told = "you are not let in") => {
    parts.onRefused({ caller, reason });
    return jsonAnswer(status, { errors: [{ message: told }] });
  };
  return {
    "/registrations": { POST: (request) => announce(request, parts, refuse) },
    "/registrations/heartbeats": { POST: (request) => beat(request, parts, refuse) },
    "/registrations/leave": { POST: (request) => leave(request, parts, refuse) },
    "/supergraph": { GET: supergraphRoute(parts, refuse) },
    "/traffic": trafficRoute(parts),
  };
}

async function announce(request: HttpRequest, parts: CatalogDoorParts, refuse: Refuse): Promise<HttpReply> {
  const { name, fault } = await contextCall(request, parts, "catalog:registrations");
  if (fault !== undefined) return refuse(401, name, fault);
  const body = json(request.body);
  if (isNestedTooDeep(body)) return standingReply(TOO_DEEP);
  const read = announcementSchema.safeParse(body);
  if (!read.success)
    return refuse(400, name, "MALFORMED", `not an announcement: ${z.prettifyError(read.error)}`);
  const { context, address } = read.data;
  if (context.name !== name) return refuse(401, name, OTHER_CONTEXT);
  const allowed = parts.admissions.get(name)?.addresses ?? [];
  if (!allowed.includes(address)) {
    return refuse(403, name, `ADDRESS ${address}`, `context ${name} may not be at ${address}`);
  }
  return standingReply(await parts.desk.announce(read.data));
}

async function beat(request: HttpRequest, parts: CatalogDoorParts, refuse: Refuse): Promise<HttpReply> {
  const { name, fault, replica } = await presenceCall(request, parts, "catalog:heartbeats");
  if (fault !== undefined) return refuse(401, name, fault);
  const standing = await parts.desk.beat(name, replica);
  if (standing !== undefined) return standingReply(standing);
  return jsonAnswer(404, { errors: [{ message: "this replica is not known here: announce it anew" }] });
}

async function leave(request: HttpRequest, parts: CatalogDoorParts, refuse: Refuse): Promise<HttpReply> {
  const { name, fault, replica } = await presenceCall(request, parts, "catalog:leave");
  if (fault !== undefined) return refuse(401, name, fault);
  await parts.desk.leave(name, replica);
  return jsonAnswer(200, {});
}

function supergraphRoute(parts: CatalogDoorParts, refuse: Refuse) {
  const print = feedPrinter();
  return async (request: HttpRequest): Promise<HttpReply> => {
    const call = { authorization: headerOf(request, "authorization"), to: "catalog:supergraph", body: "" };
    const fault = await callFault(parts.gatewayKey, "gateway", { ...call, now: parts.now() });
    if (fault !== undefined) return refuse(401, "gateway", fault);
    const supergraph = parts.supergraph();
    if (supergraph === undefined)
      return jsonAnswer(503, { errors: [{ message: "nothing is composed yet" }] });
    const { body, etag } = print({ ...supergraph, addresses: parts.desk.addresses() });
    if (headerOf(request, "if-none-match") === etag) return { status: 304, headers: { etag }, body: "" };
    return { status: 200, headers: { etag, "cache-control": "no-store" }, body };
  };
}

/** Who calls, by the token; nothing of the body is read before the token is good. */
interface ContextCall {
  /** A context's name, fit to be logged. */
  readonly name: string;
  /** Why it is not let in. */
  readonly fault: string | undefined;
}

async function contextCall(
  request: HttpRequest,
  { admissions, now }: CatalogDoorParts,
  to: string,
): Promise<ContextCall> {
  const authorization = headerOf(request, "authorization");
  const name = claimedContext(authorization) ?? "unknown";
  const call = { authorization, to, body: request.body, now: now() };
  return { name, fault: await callFault(admissions.get(name)?.key, `context:${name}`, call) };
}

async function presenceCall(
  request: HttpRequest,
  parts: CatalogDoorParts,
  to: string,
): Promise<ContextCall & { readonly replica: string }> {
  const { name, fault } = await contextCall(request, parts, to);
  if (fault !== undefined) return { name, fault, replica: "" };
  const { data } = presenceSchema.safeParse(json(request.body));
  if (data === undefined) return { name, fault: "MALFORMED", replica: "" };
  return { name, fault: data.context === name ? undefined : OTHER_CONTEXT, replica: data.replica };
}

const OTHER_CONTEXT = "OTHER_CONTEXT";

const TOO_DEEP: Standing = {
  kind: "REFUSED",
  problems: [`the announcement is nested more than ${MAX_NESTING} deep`],
};

function standingReply(standing: Standing): HttpReply {
  return jsonAnswer(standing.kind === "REFUSED" ? 422 : 200, {
    ...standing,
    heartbeatSeconds: HEARTBEAT_SECONDS,
  });
}
