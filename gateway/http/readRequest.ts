import { andThen } from "../andThen.ts";
import type { Limits } from "../limits/index.ts";
import { type AskedGraphql, isAskedByBody, readGraphqlRequest } from "./graphqlRequest.ts";
import type { HttpRequest } from "./httpRequest.ts";
import { bodyParser } from "./parseBody.ts";
import { readJsonBody } from "./readBody.ts";
import { readSearch } from "./readSearch.ts";
import type { Outcome } from "./refusal.ts";
import { RememberedRequest, type RememberedRequests, rememberedRequests } from "./rememberedRequests.ts";

/** What a request asks. */
export interface ReadRequest {
  readonly asked: AskedGraphql;
  /** Whether the same has been found to be within the limits before. */
  readonly isKnown: boolean;
  /** Absent where it is remembered, or where more than its body says what it asks. */
  readonly toRemember?: ToRemember;
}

/** Reads requests. */
export type RequestReader = (request: HttpRequest) => Outcome<ReadRequest> | Promise<Outcome<ReadRequest>>;

/**
 * A reader of requests that remembers those it is told to, by the whole of their bodies: when one comes again it is
 * neither parsed nor looked through. Nothing of who asks is remembered, nor of whether he may.
 */
export function requestReader(limits: Limits): RequestReader {
  const parse = bodyParser();
  const known = rememberedRequests();
  const findOrParse = (text: string): unknown => known.find(text) ?? new ParsedBody(text, parse(text));
  return (request) => {
    const { method, url = "", headers } = request;
    if (method !== "POST") return readBody(readSearch(url), request);
    if (!isAskedByBody(headers)) {
      return andThen(readJsonBody(request, limits, parse), (body) => readBody(body, request));
    }
    return andThen(readJsonBody(request, limits, findOrParse), (body) => {
      if (!body.ok) return body;
      const { found } = body;
      if (found instanceof RememberedRequest)
        return { ok: true, found: { asked: found.asked, isKnown: true } };
      const { text, value } = found as ParsedBody;
      const asked = readGraphqlRequest(value, headers);
      if (!asked.ok) return asked;
      const toRemember = new ToRemember(known, text, asked.found);
      return { ok: true, found: { asked: asked.found, isKnown: false, toRemember } };
    });
  };
}

/** A request that may be remembered. Each that is new has one, and a function would be named as often, which costs more. */
class ToRemember {
  constructor(
    readonly known: RememberedRequests,
    readonly body: string,
    readonly asked: AskedGraphql,
  ) {}

  remember(): void {
    this.known.remember(this.body, this.asked);
  }
}

class ParsedBody {
  constructor(
    readonly text: string,
    readonly value: unknown,
  ) {}
}

function readBody(body: Outcome<unknown>, { headers }: HttpRequest): Outcome<ReadRequest> {
  if (!body.ok) return body;
  const asked = readGraphqlRequest(body.found, headers);
  return asked.ok ? { ok: true, found: { asked: asked.found, isKnown: false } } : asked;
}
