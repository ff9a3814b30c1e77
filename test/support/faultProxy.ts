import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";

/** A request that has come to a proxy, and what a fault can do with it. */
export interface ProxiedRequest {
  /** The connection by which it came; whatever is written to it is the answer. */
  readonly socket: Socket;
  /** What the subgraph behind answers. */
  readonly answer: () => Promise<ProxiedAnswer>;
}

/** What a subgraph answered. */
export interface ProxiedAnswer {
  readonly status: number;
  readonly body: string;
}

/** What is done with a request instead of passing it on. */
export type Fault = (request: ProxiedRequest) => unknown;

/** Stands before a subgraph and passes on what is asked, until it is told to do something else. */
export interface FaultProxy {
  readonly origin: string;
  /** Does this with every request from now on; passes them on again without a fault. */
  from(fault?: Fault): void;
  /** Does these with the next requests, one each. */
  next(...faults: readonly Fault[]): void;
  /** How many requests came since the last time this was asked. */
  counted(): number;
  /** How many connections are open to it. */
  connections(): number;
  stop(): Promise<void>;
}

/** Starts one before the subgraph at an origin. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  let [always, once_, count]: [Fault, Fault[], number] = [passOn, [], 0];
  const server = createServer((request) => {
    count += 1;
    const fault = once_.shift() ?? always;
    void proxied(request, target)
      .then(fault)
      .catch(() => request.socket.destroy());
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    from: (fault = passOn) => {
      always = fault;
      once_ = [];
    },
    next: (...faults) => void once_.push(...faults),
    counted: () => {
      const counted = count;
      count = 0;
      return counted;
    },
    connections: () => sockets.size,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function proxied(request: IncomingMessage, target: string): Promise<ProxiedRequest> {
  const body = await text(request);
  const { socket, url = "", headers } = request;
  const answer = async (): Promise<ProxiedAnswer> => {
    const gone = new AbortController();
    const leave = (): void => gone.abort();
    socket.once("close", leave);
    const response = await fetch(`${target}${url}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: headers.authorization ?? "",
        "x-request-id": String(headers["x-request-id"]),
      },
      body,
      signal: gone.signal,
    });
    const answered = { status: response.status, body: await response.text() };
    socket.off("close", leave);
    return answered;
  };
  return { socket, answer };
}

/** Answers with a body of its own, as good HTTP. */
export const answerWith =
  (body: string, status = 200): Fault =>
  ({ socket }) =>
    socket.write(httpAnswer({ status, body }));

/** An answer as HTTP has it; with another length than the body's, it lies. */
export function httpAnswer({ status, body }: ProxiedAnswer, length = Buffer.byteLength(body)): string {
  return `HTTP/1.1 ${status} Whatever\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`;
}

const passOn: Fault = async ({ socket, answer }) => socket.write(httpAnswer(await answer()));
