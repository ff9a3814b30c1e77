import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { listen, requireFree } from "./listen.ts";

describe("an address", () => {
  it("that is free is found so, and still is afterwards", async () => {
    const server = createServer();
    const url = await listen(server, { host: "127.0.0.1", port: 0 });
    const { port } = server.address() as AddressInfo;
    await new Promise((closed) => server.close(closed));
    await requireFree({ host: "127.0.0.1", port });
    await requireFree({ host: "127.0.0.1", port });
    expect(url).toBe(`http://127.0.0.1:${port}`);
  });

  it("that is taken is refused, and says what to do", async () => {
    const server = createServer();
    await listen(server, { host: "127.0.0.1", port: 0 });
    const { port } = server.address() as AddressInfo;
    await expect(requireFree({ host: "127.0.0.1", port })).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      message: `port ${port} on 127.0.0.1 is in use: stop what listens there, or set PORT`,
    });
    await new Promise((closed) => server.close(closed));
  });

  it("of another machine is refused", async () => {
    await expect(requireFree({ host: "192.0.2.1", port: 0 })).rejects.toThrow("set HOST");
  });
});
