import { once } from "node:events";
import { Agent, request } from "node:http";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { MeshError } from "@datamesh/kernel";
import type { Answer, Mesh } from "../types.ts";
import { closing } from "./testing/closing.ts";
import { fakeMesh } from "./testing/fakeMesh.ts";
import { newGateway, openGateway } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

/** A mesh that answers when it is told to. */
function slowMesh() {
  const begun = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<Answer>();
  const answer: Mesh["answer"] = () => {
    begun.resolve();
    return answered.promise;
  };
  const finish = () => answered.resolve({ data: { whoami: "late" }, errors: [], withheld: [], accesses: [] });
  return { mesh: fakeMesh({ answer }), begun: begun.promise, finish };
}

const get = (url: string, agent: Agent): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(url, { agent }, (response) => resolve(response.resume()))
      .on("error", reject)
      .end();
  });

describe("a gateway that stops", () => {
  it("lets a running request finish and accepts no other", async () => {
    const { mesh, begun, finish } = slowMesh();
    const { post, stop, url } = await keep(openGateway({ mesh }));
    const running = post({ query: "{ whoami }" });
    await begun;
    const stopped = stop();
    await expect(get(url, new Agent())).rejects.toThrow("ECONNREFUSED");
    finish();
    const response = await running;
    expect(response.headers.get("connection")).toBe("close");
    expect(await response.json()).toEqual({ data: { whoami: "late" } });
    await stopped;
  });

  it("cuts off what takes longer than the grace", async () => {
    const { mesh, begun } = slowMesh();
    const { post, stop, until } = await keep(openGateway({ mesh, config: { graceMs: 1 } }));
    const running = post({ query: "{ whoami }" }).then(
      () => "answered",
      () => "cut off",
    );
    await begun;
    await stop();
    expect(await running).toBe("cut off");
    expect(await until(({ msg }) => msg === "request")).toMatchObject({ cutOff: true });
  });

  it("does not wait for connections that are only kept open", async () => {
    const { url, stop } = await keep(openGateway({ config: { graceMs: 2 ** 31 - 1 } }));
    const agent = new Agent({ keepAlive: true });
    expect((await get(`${url}/health/live`, agent)).statusCode).toBe(200);
    await stop();
    agent.destroy();
  });

  it("does not wait for a connection that falls idle while it stops", async () => {
    const { url, stop } = await keep(openGateway({ config: { graceMs: 2 ** 31 - 1 } }));
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write("POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n");
    const [reply] = (await once(socket, "data")) as [Buffer];
    expect(reply.toString()).toContain("401 Unauthorized");
    const stopped = stop();
    socket.write("{}");
    await stopped;
    socket.destroy();
  });

  it("stops once, however often it is asked", async () => {
    const { gateway } = await keep(openGateway());
    expect(gateway.stop()).toBe(gateway.stop());
  });

  it("stops although it never listened", async () => {
    const { gateway } = newGateway();
    await expect(gateway.stop()).resolves.toBeUndefined();
  });

  it("hears of no new mesh", async () => {
    const { ask, mesh, stop } = await keep(openGateway());
    await ask("{ whoami }");
    expect(mesh.listening()).toBe(1);
    await stop();
    expect(mesh.listening()).toBe(0);
  });
});

const failure = async (host: string, port: number): Promise<unknown> => {
  try {
    return await keep(openGateway({ config: { host, port } }));
  } catch (error) {
    return error;
  }
};

describe("an address that cannot be had", () => {
  it("because the port is in use is explained", async () => {
    const { url } = await keep(openGateway());
    const port = Number(new URL(url).port);
    const error = await failure("127.0.0.1", port);
    expect(error).toBeInstanceOf(MeshError);
    expect(error).toMatchObject({
      code: "BAD_USER_INPUT",
      message: `port ${port} on 127.0.0.1 is in use: stop what listens there, or set PORT`,
    });
  });

  it("because the host is not of this machine is explained", async () => {
    expect(await failure("192.0.2.1", 0)).toMatchObject({
      code: "BAD_USER_INPUT",
      message: "192.0.2.1 is not an address of this machine: set HOST",
    });
  });
});

describe("the address a gateway tells", () => {
  it.each([
    ["127.0.0.1", /^http:\/\/127\.0\.0\.1:\d+$/],
    ["0.0.0.0", /^http:\/\/localhost:\d+$/],
  ])("can be opened when it listens on %s", async (host, address) => {
    const { url } = await keep(openGateway({ config: { host } }));
    expect(url).toMatch(address);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });
});
