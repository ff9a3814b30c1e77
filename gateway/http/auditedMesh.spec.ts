import type { Access, AccessEntry, AccessLog } from "../audit/index.ts";
import { recordingLog } from "../audit/testing/recordingLog.ts";
import { closing } from "./testing/closing.ts";
import { answerWith, fakeMesh } from "./testing/fakeMesh.ts";
import { openGateway } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const access: Access = {
  product: "customer-profiles@1",
  decision: "mask",
  because: "role analyst",
  purpose: "reporting",
  fields: ["country"],
  masked: ["email"],
  denied: [],
};
const clock = (): Date => new Date("2026-11-23T12:00:00Z");
const asking = (accessLog: AccessLog, accesses: readonly Access[]) => {
  const mesh = fakeMesh({ answer: answerWith({ data: { whoami: "ada" }, accesses }) });
  return keep(openGateway({ mesh, accessLog, clock }));
};

describe("a gateway", () => {
  it("writes down who accessed what before it answers", async () => {
    const recorded: AccessEntry[] = [];
    const written = Promise.withResolvers<void>();
    const record: AccessLog["record"] = async (accesses, request) => {
      await recordingLog(recorded).record(accesses, request);
      return written.promise;
    };
    const { post } = await asking({ record }, [access]);
    let answered = false;
    const answer = post({ query: "{ whoami }" }, { "x-request-id": "r7" }).finally(() => (answered = true));
    while (recorded.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    written.resolve();
    expect(await (await answer).json()).toEqual({ data: { whoami: "ada" } });
    expect(recorded).toEqual([
      { ...access, time: "2026-11-23T12:00:00.000Z", requestId: "r7", consumer: "ada", client: null },
    ]);
  });

  it("answers nothing that it cannot write down", async () => {
    const failing = { record: () => Promise.reject(new Error("no space left on /secret/disk")) };
    const { post, until } = await asking(failing, [access]);
    const response = await post({ query: "{ whoami }" });
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: "UNAVAILABLE" } }] });
    expect(text).not.toMatch(/ada|secret/);
    expect(await until(({ msg }) => String(msg).startsWith("the access log"))).toMatchObject({ level: 50 });
  });

  it("writes nothing down when no product was accessed", async () => {
    const record = (): Promise<void> => Promise.reject(new Error("it is not asked for"));
    const { ask } = await asking({ record }, []);
    expect(await ask("{ whoami }")).toEqual({ data: { whoami: "ada" } });
  });
});
