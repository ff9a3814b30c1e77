import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { httpTransports, type HttpTransportOptions, type SubgraphAddresses } from "./httpTransport.ts";

const REQUEST = { authorization: "Bearer t", requestId: "r1", body: `{"query":"{ a }"}` };
const servers: Server[] = [];
const pools: { stop(): void }[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address at which nobody is. */
async function nowhere(): Promise<string> {
  const address = await serve(() => undefined);
  const server = servers.pop();
  server?.close();
  if (server) await once(server, "close");
  return address;
}

const answering =
  (body: string, status = 200): RequestListener =>
  (request, response) => {
    request.resume();
    request.on("end", () => response.writeHead(status).end(body));
  };

function transport(known: Partial<SubgraphAddresses> | undefined, options?: HttpTransportOptions) {
  const transports = httpTransports(options);
  pools.push(transports);
  return transports.to(() => known && { addresses: [], fallbacks: [], ...known });
}

afterEach(async () => {
  for (const pool of pools.splice(0)) pool.stop();
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
});

test("a request arrives with its body, token and id, and the answer comes back as it is", async () => {
  const seen: unknown[] = [];
  const address = await serve((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { authorization, "x-request-id": id, "content-type": type } = request.headers;
      seen.push({ url: request.url, method: request.method, authorization, id, type, body });
      response.writeHead(401).end("{}");
    });
  });
  expect(await transport({ addresses: [address] })(REQUEST)).toEqual({ status: 401, body: "{}" });
  expect(seen).toEqual([
    {
      url: "/graphql",
      method: "POST",
      authorization: "Bearer t",
      id: "r1",
      type: "application/json",
      body: REQUEST.body,
    },
  ]);
});

test("replicas are asked in turn, on connections that are kept", async () => {
  const ports = new Set<number | undefined>();
  const counting = (name: string) =>
    serve((request, response) => {
      ports.add(request.socket.remotePort);
      answering(name)(request, response);
    });
  const send = transport({ addresses: [await counting("a"), await counting("b")] });
  const answers: string[] = [];
  for (let request = 0; request < 6; request += 1) answers.push(String((await send(REQUEST)).body));
  expect(answers.toSorted()).toEqual(["a", "a", "a", "b", "b", "b"]);
  expect(ports.size).toBe(2);
});

test("one that cannot be reached is passed over, also when it is the one before the fallbacks", async () => {
  const gone = await nowhere();
  const there = await serve(answering("there"));
  const send = transport({ addresses: [gone, there] });
  for (let request = 0; request < 4; request += 1) expect((await send(REQUEST)).body).toBe("there");
  expect((await transport({ addresses: [gone], fallbacks: [there] })(REQUEST)).body).toBe("there");
});

test("one that says it is stopping, or breaks off in mid-answer, is passed over", async () => {
  const stopping = await serve(answering("{}", 503));
  const breaking = await serve((_request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half", () => response.destroy());
  });
  const there = await serve(answering("there"));
  const send = transport({ addresses: [stopping, breaking, there] });
  for (let request = 0; request < 3; request += 1) expect((await send(REQUEST)).body).toBe("there");
  expect((await transport({ addresses: [stopping] })(REQUEST)).status).toBe(503);
});

test("fallbacks are left alone while others answer", async () => {
  let asked = 0;
  const fallback = await serve((request, response) => {
    asked += 1;
    answering("fallback")(request, response);
  });
  const send = transport({ addresses: [await serve(answering("first"))], fallbacks: [fallback] });
  for (let request = 0; request < 3; request += 1) expect((await send(REQUEST)).body).toBe("first");
  expect(asked).toBe(0);
});

test("a connection that its end closes as it is used again does not fail the only address", async () => {
  let requests = 0;
  const address = await serve((request, response) => {
    requests += 1;
    if (requests === 2) return void request.socket.destroy();
    answering("there")(request, response);
  });
  const send = transport({ addresses: [address] });
  expect((await send(REQUEST)).body).toBe("there");
  expect((await send(REQUEST)).body).toBe("there");
  expect(requests).toBe(3);
});

test("an answer that is late or too large is an error of ours, and nobody else is asked", async () => {
  let asked = 0;
  const other = await serve(() => (asked += 1));
  const silent = await serve(() => undefined);
  await expect(
    transport({ addresses: [silent], fallbacks: [other] }, { deadlineMs: 50 })(REQUEST),
  ).rejects.toThrow("no answer within 50 ms");
  const large = await serve(answering("0123456789"));
  await expect(
    transport({ addresses: [large], fallbacks: [other] }, { maxBytes: 9 })(REQUEST),
  ).rejects.toThrow("the answer is larger than 9 bytes");
  expect(asked).toBe(0);
});

test("a subgraph nobody has heard of cannot be reached", async () => {
  await expect(transport(undefined)(REQUEST)).rejects.toThrow("no address is known");
});
