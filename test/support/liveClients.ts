import { createClient as sseClient } from "graphql-sse";
import { createClient as wsClient } from "graphql-ws";
import { WebSocket } from "ws";

/** A response of a stream, as a client has it. */
export interface Received {
  readonly data?: Readonly<Record<string, never>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: { readonly datamesh?: { readonly position?: string } };
}

/** What is asked. */
export interface AskedStream {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A stream that is being read. */
export interface Stream extends AsyncIterableIterator<Received> {
  /** The next response. Fails when there is none. */
  expectNext(): Promise<Received>;
  /** All that is left, until it ends by itself. */
  rest(): Promise<readonly Received[]>;
  stop(): Promise<void>;
}

/** Over which transport. */
export type Transport = "sse" | "ws";

/** Opens a stream by the clients that the field uses. */
export function openStream(transport: Transport, url: string, token: string, asked: AskedStream): Stream {
  const { iterate, dispose } = transport === "sse" ? bySse(url, token) : byWs(url, token);
  const results = iterate(asked);
  const expectNext = async (): Promise<Received> => {
    const next = await results.next();
    if (next.done === true) throw new Error("the stream has ended");
    return next.value;
  };
  const stop = async (): Promise<void> => {
    await results.return?.();
    await dispose();
  };
  const stream: Stream = {
    next: () => results.next(),
    [Symbol.asyncIterator]: () => stream,
    expectNext,
    rest: async () => {
      const all: Received[] = [];
      for await (const each of stream) all.push(each);
      await dispose();
      return all;
    },
    stop,
  };
  return stream;
}

interface Client {
  readonly iterate: (asked: AskedStream) => AsyncIterableIterator<Received>;
  readonly dispose: () => Promise<void>;
}

function bySse(url: string, token: string): Client {
  const client = sseClient({
    url: `${url}/graphql`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  return {
    iterate: (asked) => client.iterate({ ...asked }) as AsyncIterableIterator<Received>,
    dispose: async () => client.dispose(),
  };
}

function byWs(url: string, token: string): Client {
  const client = wsClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  return {
    iterate: (asked) => client.iterate({ ...asked }) as AsyncIterableIterator<Received>,
    dispose: async () => client.dispose(),
  };
}
