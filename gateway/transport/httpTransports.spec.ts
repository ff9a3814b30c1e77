import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { httpTransports } from "./httpTransports.ts";
import type { SubgraphAddresses } from "./replicas.ts";
import type { TransportSettings } from "./transportSettings.ts";

const REQUEST = { authorization: "Bearer t", requestId: "r1", body: `{"query":"{ a }"}`, repeatable: true };
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

function transport(known: Partial<SubgraphAddresses> | undefined, options?: Partial<TransportSettings>) {
  const transports = httpTransports(options);
  pools.push(transports);
  const send = transports.to("customers", () => known && { addresses: [], fallbacks: [], ...known });
  return async (request = REQUEST) => {
    const { status, body } = await send(request);
    return { status, body: body.toString() };
  };
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
  expect(await transport({ addresses: [address] })()).toEqual({ status: 401, body: "{}" });
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
  for (let request = 0; request < 6; request += 1) answers.push((await send()).body);
  expect(answers.toSorted()).toEqual(["a", "a", "a", "b", "b", "b"]);
  expect(ports.size).toBe(2);
});

test("one that cannot be reached is passed over, also when it is the one before the fallbacks", async () => {
  const gone = await nowhere();
  const there = await serve(answering("there"));
  const send = transport({ addresses: [gone, there] });
  for (let request = 0; request < 4; request += 1) expect((await send()).body).toBe("there");
  expect((await transport({ addresses: [gone], fallbacks: [there] })()).body).toBe("there");
});

test("one that says it is stopping, or breaks off in mid-answer, is passed over", async () => {
  const stopping = await serve(answering("{}", 503));
  const breaking = await serve((_request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half", () => response.destroy());
  });
  const there = await serve(answering("there"));
  const send = transport({ addresses: [stopping, breaking, there] });
  for (let request = 0; request < 3; request += 1) expect((await send()).body).toBe("there");
  expect((await transport({ addresses: [stopping] })()).status).toBe(503);
});

test("fallbacks are left alone while others answer", async () => {
  let asked = 0;
  const fallback = await serve((request, response) => {
    asked += 1;
    answering("fallback")(request, response);
  });
  const send = transport({ addresses: [await serve(answering("first"))], fallbacks: [fallback] });
  for (let request = 0; request < 3; request += 1) expect((await send()).body).toBe("first");
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
  expect((await send()).body).toBe("there");
  expect((await send()).body).toBe("there");
  expect(requests).toBe(3);
});

test("an answer that is late or too large is an error of ours, and nobody else is asked", async () => {
  let asked = 0;
  const other = await serve(() => (asked += 1));
  const silent = await serve(() => undefined);
  await expect(transport({ addresses: [silent], fallbacks: [other] }, { deadlineMs: 50 })()).rejects.toThrow(
    "no answer within 50 ms",
  );
  const large = await serve(answering("0123456789"));
  await expect(transport({ addresses: [large], fallbacks: [other] }, { maxBodyBytes: 9 })()).rejects.toThrow(
    "the answer is larger than 9 bytes",
  );
  expect(asked).toBe(0);
});

test("a subgraph nobody has heard of cannot be reached", async () => {
  await expect(transport(undefined)()).rejects.toThrow("no address is known");
});

describe("an address that fails", () => {
  const circuit = { failureShare: 0.5, failures: 3, windowMs: 10_000, pauseMs: 500, maxPauseMs: 500 };

  /** Requests at a time of the test's own, to a server that is down until it is told otherwise. */
  async function failing() {
    const clock = { now: 0 };
    const server = { asked: 0, isUp: false };
    const address = await serve((request, response) => {
      server.asked += 1;
      answering("there", server.isUp ? 200 : 500)(request, response);
    });
    const transports = httpTransports({ circuit }, () => clock.now);
    pools.push(transports);
    const to = (known: Partial<SubgraphAddresses>) => {
      const send = transports.to("customers", () => ({ addresses: [], fallbacks: [], ...known }));
      return () =>
        send(REQUEST).then(
          ({ status }) => status,
          (error: { reason?: string }) => error.reason,
        );
    };
    return { clock, server, address, to, state: () => transports.states()[0] };
  }

  test("is not asked again before a pause, then with one request at a time until one succeeds", async () => {
    const { clock, server, address, to, state } = await failing();
    const ask = to({ addresses: [address] });
    for (let request = 0; request < 3; request += 1) expect(await ask()).toBe(500);
    expect(await ask()).toBe("REFUSED");
    expect(server.asked).toBe(3);
    expect(state()).toMatchObject({ subgraph: "customers", circuit: "open", open: 1, refused: 1, calls: 4 });
    clock.now = 500;
    expect(state()).toMatchObject({ circuit: "half-open" });
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([500, "REFUSED", "REFUSED"]);
    server.isUp = true;
    expect(await ask()).toBe("REFUSED");
    clock.now = 1_000;
    expect(await ask()).toBe(200);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([200, 200, 200]);
    expect(state()).toMatchObject({ circuit: "closed", open: 0, failed: 4, refused: 4 });
  });

  test("leaves its turns to the others, and its fallbacks to be asked", async () => {
    const { server, address, to, state } = await failing();
    const there = await serve(answering("there"));
    const ask = to({ addresses: [address, there] });
    for (let request = 0; request < 20; request += 1) await ask();
    expect(server.asked).toBe(3);
    expect(state()).toMatchObject({ circuit: "closed", open: 1 });
    const other = await failing();
    const askFirst = other.to({ addresses: [other.address], fallbacks: [there] });
    const answers: unknown[] = [];
    for (let request = 0; request < 5; request += 1) answers.push(await askFirst());
    expect(answers).toEqual([500, 500, 500, 200, 200]);
  });

  test("is given the blame for what hangs, not for what was given up or was too large", async () => {
    const silent = await serve(() => undefined);
    const late = httpTransports({ deadlineMs: 20, circuit });
    const large = httpTransports({ maxBodyBytes: 1, circuit });
    pools.push(late, large);
    const sendLate = late.to("a", () => ({ addresses: [silent], fallbacks: [] }));
    const there = await serve(answering("there"));
    const sendLarge = large.to("b", () => ({ addresses: [there], fallbacks: [] }));
    for (let request = 0; request < 4; request += 1) {
      await expect(sendLarge(REQUEST)).rejects.toMatchObject({ reason: "TOO_LARGE" });
      const gone = new AbortController();
      const asked = sendLate({ ...REQUEST, signal: gone.signal });
      gone.abort();
      await expect(asked).rejects.toMatchObject({ reason: "ABORTED" });
    }
    expect([late.states()[0]?.circuit, large.states()[0]?.circuit]).toEqual(["closed", "closed"]);
    for (let request = 0; request < 3; request += 1) {
      await expect(sendLate(REQUEST)).rejects.toMatchObject({ reason: "LATE" });
    }
    expect(late.states()[0]?.circuit).toBe("open");
  });
});

describe("asking again", () => {
  const never = { failureShare: 2, failures: 1, windowMs: 1, pauseMs: 1, maxPauseMs: 1 };

  test("stays within its budget, whatever fails", async () => {
    let asked = 0;
    const address = await serve((request) => {
      asked += 1;
      request.socket.destroy();
    });
    const transports = httpTransports({ circuit: never, retries: { share: 0.2, most: 3 } });
    pools.push(transports);
    const send = transports.to("customers", () => ({ addresses: [address], fallbacks: [] }));
    for (let request = 0; request < 50; request += 1) {
      await expect(send(REQUEST)).rejects.toMatchObject({ reason: "BROKEN" });
    }
    // Three that were there, and a fifth of what was asked.
    expect(transports.states()[0]).toMatchObject({ calls: 50, failed: 50, repeated: 12 });
    expect(asked).toBe(62);
  });

  test("is not done with what changes something, unless nothing was sent", async () => {
    let asked = 0;
    const breaking = await serve((request) => {
      asked += 1;
      request.socket.destroy();
    });
    const stopping = await serve((request, response) => {
      asked += 1;
      answering("{}", 503)(request, response);
    });
    const there = await serve(answering("there"));
    const gone = await nowhere();
    const change = { ...REQUEST, repeatable: false };
    await expect(transport({ addresses: [breaking], fallbacks: [there] })(change)).rejects.toMatchObject({
      reason: "BROKEN",
    });
    expect((await transport({ addresses: [stopping], fallbacks: [there] })(change)).status).toBe(503);
    expect(asked).toBe(2);
    expect((await transport({ addresses: [gone], fallbacks: [there] })(change)).body).toBe("there");
  });
});

test("an address that is no more is forgotten with its connections", async () => {
  const [before, after] = [await serve(answering("before")), await serve(answering("after"))];
  let address = before;
  const transports = httpTransports();
  pools.push(transports);
  const send = transports.to("customers", () => ({ addresses: [address], fallbacks: [] }));
  await send(REQUEST);
  address = after;
  await send(REQUEST);
  while (transports.states()[0]?.connections.open !== 1) await new Promise(setImmediate);
  expect((await send(REQUEST)).body.toString()).toBe("after");
});
