import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { requestReader, type StrictRequest } from "./requestReader.ts";

/** Answers a request with the bytes of a whole response, at once where it can. */
export type AnswerRequest = (request: StrictRequest) => Buffer | Promise<Buffer>;

const BAD_REQUEST = response("400 Bad Request", Buffer.alloc(0));

/** The bytes of a response with this status line and body of JSON, so that it is sent in one write. */
export function response(status: string, body: Buffer): Buffer {
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/**
 * Listens on a free port of this machine and answers what `requestReader` reads, in the order it came; anything else
 * is answered 400 and ends its connection. It does only what kept connections of a few gateways need, because the
 * load generator has the same core: what node:http adds would be measured as if it were the gateway's.
 */
export async function strictServer(answer: AnswerRequest): Promise<{ url: string; server: Server }> {
  const server = createServer({ noDelay: true }, (socket) => serveConnection(socket, answer));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, server };
}

function serveConnection(socket: Socket, answer: AnswerRequest): void {
  /** Set while an answer is awaited: those after it wait for it. */
  let awaited: Promise<void> | undefined;
  const send = (bytes: Buffer | Promise<Buffer>, closes: boolean): void => {
    if (awaited === undefined && Buffer.isBuffer(bytes)) {
      write(socket, bytes, closes);
      return;
    }
    const sent = Promise.all([bytes, awaited]).then(
      ([ready]) => {
        write(socket, ready, closes);
        if (awaited === sent) awaited = undefined;
      },
      () => void socket.destroy(),
    );
    awaited = sent;
  };
  const read = requestReader((request) => send(answer(request), request.closes));
  let reads = true;
  socket.on("error", () => undefined);
  socket.on("data", (chunk: Buffer) => {
    if (!reads) return;
    reads = read(chunk);
    if (!reads) send(BAD_REQUEST, true);
  });
}

function write(socket: Socket, bytes: Buffer, closes: boolean): void {
  if (closes) socket.end(bytes);
  else socket.write(bytes);
}
