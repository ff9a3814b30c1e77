/** A document that was published for a client. */
export interface TrustedDocument {
  /** As tokens of the client name it: claim `client_id`. */
  readonly client: string;
  /** SHA-256 of the text, in lower-case hex. */
  readonly hash: string;
  readonly text: string;
}

/** The documents that clients may send by their hash. */
export interface DocumentStore {
  /** Takes the place of all that was there. */
  replace(documents: readonly TrustedDocument[]): void;
  /** The text that was published for the client under this hash, if one was. */
  find(client: string | undefined, hash: string): string | undefined;
  /** Whether this very text was published for the client. */
  holds(client: string | undefined, text: string): boolean;
}

interface OfClient {
  readonly byHash: Map<string, string>;
  readonly texts: Set<string>;
}

/** An empty store. */
export function documentStore(): DocumentStore {
  let clients: ReadonlyMap<string | undefined, OfClient> = new Map();
  return {
    replace: (documents) => {
      clients = byClient(documents);
    },
    find: (client, hash) => clients.get(client)?.byHash.get(hash),
    holds: (client, text) => clients.get(client)?.texts.has(text) === true,
  };
}

function byClient(documents: readonly TrustedDocument[]): ReadonlyMap<string, OfClient> {
  const clients = new Map<string, OfClient>();
  for (const { client, hash, text } of documents) {
    const own = clients.get(client) ?? { byHash: new Map(), texts: new Set() };
    clients.set(client, own);
    own.byHash.set(hash, text);
    own.texts.add(text);
  }
  return clients;
}
