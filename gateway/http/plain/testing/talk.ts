import { once } from "node:events";
import { connect } from "node:net";

/** A response as both sides should agree on it: without its date and the id of its request. */
export interface HeardResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends pieces, each on its own, and answers with all that comes back until the server closes. */
export async function talk(port: number, pieces: readonly string[]): Promise<readonly HeardResponse[]> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  let heard = "";
  socket.setEncoding("latin1").on("data", (text: string) => (heard += text));
  socket.on("error", () => undefined);
  const closed = once(socket, "close");
  for (const piece of pieces) {
    socket.write(piece, "latin1");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await closed;
  return responsesIn(heard);
}

/** Takes a transcript apart; what is sent in chunks is taken to be the last. */
export function responsesIn(heard: string): readonly HeardResponse[] {
  const responses: HeardResponse[] = [];
  for (let rest = heard; rest !== "";) {
    const end = rest.indexOf("\r\n\r\n");
    const [line = "", ...fields] = rest.slice(0, end).split("\r\n");
    const pairs = fields.map((field) => /^([^:]+): (.*)$/.exec(field)?.slice(1) ?? [field, ""]);
    const headers = Object.fromEntries(pairs.map(([name = "", value = ""]) => [name.toLowerCase(), value]));
    const isChunked = headers["transfer-encoding"] === "chunked";
    const length = isChunked ? rest.length : Number(headers["content-length"] ?? 0);
    const body = rest.slice(end + 4, end + 4 + length);
    rest = rest.slice(end + 4 + length);
    const { date: _date, "x-request-id": _id, ...told } = headers;
    responses.push({ status: Number(line.split(" ")[1]), headers: told, body });
  }
  return responses;
}
