import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { healthRoutes } from "./health.ts";
import { closing } from "./testing/closing.ts";
import { fakeMesh, meshInPlace } from "./testing/fakeMesh.ts";
import { logLines } from "./testing/logLines.ts";
import { openGateway } from "./testing/openGateway.ts";
import type { Wishes } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

async function probe(path: string, wishes: Wishes) {
  const opened = await keep(openGateway(wishes));
  const response = await fetch(opened.url + path);
  return { ...opened, status: response.status, body: await response.text() };
}

describe("the probe for life", () => {
  it("answers as long as the process runs, ready or not", async () => {
    const { status, body } = await probe("/health/live", {
      mesh: "none",
      readiness: () => ({ ready: false }),
    });
    expect([status, body]).toEqual([200, '{"status":"live"}']);
  });
});

describe("the probe for readiness", () => {
  it("answers 200 when all is there", async () => {
    const { status, body } = await probe("/health/ready", {
      readiness: () => Promise.resolve({ ready: true }),
    });
    expect([status, body]).toEqual([200, '{"status":"ready"}']);
  });

  it.each([
    ["it is said so", { readiness: () => ({ ready: false, details: { database: "down at 10.0.0.7" } }) }],
    ["nobody can say", { readiness: () => Promise.reject(new Error("down at 10.0.0.7")) }],
    [
      "saying so fails",
      {
        readiness: () => {
          throw new Error("down at 10.0.0.7");
        },
      },
    ],
  ])("answers 503 when %s, and why only to the log", async (_, wishes) => {
    const { status, body, until } = await probe("/health/ready", wishes);
    expect([status, body]).toEqual([503, '{"status":"unavailable"}']);
    expect(JSON.stringify(await until(({ msg }) => msg === "not ready"))).toContain("down at 10.0.0.7");
  });

  it("answers 503 when what it asks for hangs", async () => {
    const [, route] = healthRoutes(() => new Promise(() => undefined), meshInPlace(fakeMesh()), 1);
    const { log, until } = logLines();
    const exchange = {
      log,
      requestId: "r1",
      request: new IncomingMessage(new Socket()),
      note: () => undefined,
      signal: new AbortController().signal,
    };
    expect(await route?.methods["GET"]?.(exchange)).toMatchObject({ status: 503 });
    expect(JSON.stringify(await until(({ msg }) => msg === "not ready"))).toContain("no answer within 1 ms");
  });

  it("answers 503 until a mesh is composed", async () => {
    const { status, url, mesh } = await probe("/health/ready", { mesh: "none" });
    expect(status).toBe(503);
    mesh.put(fakeMesh());
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });
});
