import type { AskedGraphql } from "./graphqlRequest.ts";

/** A request as its body alone says it, which has been found to be within the limits. */
export class RememberedRequest {
  constructor(readonly asked: AskedGraphql) {}
}

/** Requests by the text of their bodies. */
export interface RememberedRequests {
  readonly find: (body: string) => RememberedRequest | undefined;
  /** Freezes it, so that whatever follows from it alone may be kept by the identity of its variables. */
  readonly remember: (body: string, asked: AskedGraphql) => void;
}

/** How much is remembered at most. */
export interface RememberedBounds {
  readonly entries: number;
  /** Of all bodies together. What was read from one takes a few bytes for each. */
  readonly characters: number;
}

const BOUNDS: RememberedBounds = Object.freeze({ entries: 10_000, characters: 2 * 1_024 * 1_024 });
const LONGEST_BODY = 8_192;

/**
 * An empty memory, which forgets what was asked longest ago: of two halves the older goes when the younger is full. Only
 * requests whose variables are no lists or objects are remembered, so that nobody who is given one can change it.
 */
export function rememberedRequests(bounds: RememberedBounds = BOUNDS): RememberedRequests {
  let young = new Map<string, RememberedRequest>();
  let old = new Map<string, RememberedRequest>();
  let characters = 0;
  const put = (body: string, request: RememberedRequest): void => {
    if (young.size >= bounds.entries / 2 || characters + body.length > bounds.characters / 2) {
      old = young;
      young = new Map();
      characters = 0;
    }
    young.set(body, request);
    characters += body.length;
  };
  return {
    find: (body) => {
      // Of who never asks the same again nothing is remembered, and nothing looked for.
      if (young.size === 0) return undefined;
      const found = young.get(body);
      if (found !== undefined) return found;
      const aged = old.get(body);
      if (aged === undefined) return undefined;
      old.delete(body);
      put(body, aged);
      return aged;
    },
    remember: (body, asked) => {
      const isLong = body.length > Math.min(LONGEST_BODY, bounds.characters / 2);
      if (isLong || young.has(body) || !isFlat(asked.request.variables)) return;
      put(body, new RememberedRequest(frozen(asked)));
    },
  };
}

const isFlat = (variables: object): boolean =>
  Object.values(variables).every((each) => typeof each !== "object" || each === null);

function frozen(asked: AskedGraphql): AskedGraphql {
  Object.freeze(asked.request.variables);
  Object.freeze(asked.request);
  return Object.freeze(asked);
}
