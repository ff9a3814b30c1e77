import type { Socket } from "node:net";
import { plainAnswer } from "./testing/rawServer.ts";
import { start, stopAll, until } from "./testing/startTransport.ts";

afterEach(stopAll);

describe("connections", () => {
  const counting = () => {
    let [under, most] = [0, 0];
    const onRequest = (socket: Socket): void => {
      under += 1;
      most = Math.max(most, under);
      setTimeout(() => {
        under -= 1;
        socket.write(plainAnswer("{}"));
      }, 5);
    };
    return { script: { onRequest }, most: () => most };
  };

  test("are no more than may be, and requests wait for one", async () => {
    const { script, most } = counting();
    const { server, ask } = await start(script, { connections: 3 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(new Set(answers)).toEqual(new Set(["200 {}"]));
    expect([most(), server.sockets.length]).toEqual([3, 3]);
  });

  test("are waited for by no more than may", async () => {
    const { script } = counting();
    const { ask, transports } = await start(script, { connections: 1, waiting: 2 });
    const asked = Array.from({ length: 5 }, () => ask());
    expect(transports.states()[0]?.connections).toEqual({ open: 1, idle: 0, waiting: 2 });
    expect((await Promise.all(asked)).toSorted()).toEqual(["200 {}", "200 {}", "200 {}", "BUSY", "BUSY"]);
  });

  test("that end make room for those who wait, and who is aborted waits no more", async () => {
    const { ask, server } = await start(
      { onRequest: (socket, n) => (n === 1 ? undefined : socket.write(plainAnswer("{}"))) },
      { connections: 1 },
    );
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [ask({ signal: first.signal }), ask({ signal: second.signal }), ask()];
    await until(() => server.requests.length === 1);
    second.abort();
    expect(await asked[1]).toBe("ABORTED");
    first.abort();
    expect(await Promise.all(asked)).toEqual(["ABORTED", "ABORTED", "200 {}"]);
    expect(server.requests).toHaveLength(2);
  });

  test("that used last are used first", async () => {
    const ports: (number | undefined)[] = [];
    const { ask, server } = await start({
      onRequest: (socket, n) => {
        ports.push(socket.remotePort);
        if (n === 2) for (const each of server.sockets.toReversed()) each.write(plainAnswer("{}"));
        if (n > 2) socket.write(plainAnswer("{}"));
      },
    });
    await Promise.all([ask(), ask()]);
    for (let request = 0; request < 4; request += 1) await ask();
    expect(new Set(ports.slice(2)).size).toBe(1);
  });
});
