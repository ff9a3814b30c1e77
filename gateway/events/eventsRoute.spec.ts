import { MeshError } from "@datamesh/kernel";
import type { AccessEntry } from "../audit/index.ts";
import { recordingLog } from "../audit/testing/recordingLog.ts";
import { customerProfiles } from "../authorize/testing/products.ts";
import { closing } from "../http/testing/closing.ts";
import { fakeMesh } from "../http/testing/fakeMesh.ts";
import { openGateway, TOKEN, type Wishes } from "../http/testing/openGateway.ts";
import type { Mesh } from "../types.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const written = {
  ...customerProfiles,
  policy: { ...customerProfiles.policy, write: { kind: "role", role: "analyst" } as const },
  inputs: [
    { kind: "events", log: "customers_events", eventTypes: ["MOVED"], eventVersion: 1, fields: {} } as const,
  ],
};
const EVENT =
  '{"specversion":"1.0","id":"e1","source":"/t","type":"MOVED","time":"2026-01-01T00:00:00Z","data":{"n":1.50e0}}';

async function open(append: Mesh["append"], wishes: Partial<Wishes> = {}) {
  const mesh = Object.assign(fakeMesh(), {
    productsOf: (name: string) => (name === "customers" ? [written] : undefined),
    append,
  });
  const { url } = await keep(openGateway({ mesh, ...wishes }));
  return (body = EVENT) =>
    fetch(`${url}/events/customers`, {
      method: "POST",
      headers: { "content-type": "application/cloudevents+json", authorization: `Bearer ${TOKEN}` },
      body,
    });
}

describe("events at the gateway", () => {
  it("go on as the text that came, so that no digit of a value is lost", async () => {
    const sent: string[] = [];
    const post = await open(async (_context, body) => {
      sent.push(body);
      return { ok: true, log: "customers", events: [{ id: "e1", position: 1, duplicate: false }] };
    });
    expect((await post()).status).toBe(200);
    expect(sent).toEqual([`[${EVENT}]`]);
  });

  it("go no further when it cannot be written down who offers them", async () => {
    let asked = 0;
    const record = () => Promise.reject(new Error("disk full"));
    const post = await open(
      async () => {
        asked += 1;
        return { ok: true, log: "customers", events: [] };
      },
      { accessLog: { record } },
    );
    expect([(await post()).status, asked]).toEqual([503, 0]);
  });

  it("that the context denies are written down as denied", async () => {
    const entries: AccessEntry[] = [];
    const denied = new MeshError("FORBIDDEN", "no");
    const post = await open(async () => ({ ok: false, errors: [denied] }), {
      accessLog: recordingLog(entries),
    });
    expect((await post()).status).toBe(403);
    expect(entries.map(({ decision, because }) => [decision, because])).toEqual([
      ["allow", "role analyst"],
      ["deny", "refused by the context that holds it"],
    ]);
  });

  it("are refused at once when many are under way, and taken again afterwards", async () => {
    const held: (() => void)[] = [];
    const post = await open(
      () =>
        new Promise((resolve) =>
          held.push(() =>
            resolve({ ok: true, log: "customers", events: [{ id: "e1", position: 1, duplicate: true }] }),
          ),
        ),
    );
    const first = Array.from({ length: 64 }, () => post());
    while (held.length < 64) await new Promise((resolve) => setTimeout(resolve, 5));
    const refused = await post();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: "RATE_LIMITED" } }] });
    for (const release of held) release();
    expect(new Set((await Promise.all(first)).map(({ status }) => status))).toEqual(new Set([200]));
    const again = post();
    while (held.length < 65) await new Promise((resolve) => setTimeout(resolve, 5));
    held.at(-1)?.();
    expect((await again).status).toBe(200);
  });
});
