import { sayOnce } from "./sayOnce.ts";

const away = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
const starting = Object.assign(new Error("the database system is starting up"), { code: "57P03" });

describe("a failure that lasts", () => {
  let said: string[];
  const log = {
    error: ({ reason }: { reason?: string }, message: string) => said.push(`${message}: ${reason}`),
    info: (_about: object, message: string) => said.push(message),
  } as unknown as Parameters<typeof sayOnce>[0];
  beforeEach(() => (said = []));

  it("is said once, and once that it is over", () => {
    const failure = sayOnce(log, { failing: "not kept", over: "kept again" });
    failure.worked();
    for (const each of [away, starting, away]) failure.failed(each);
    failure.worked();
    failure.worked();
    failure.failed(starting);
    expect(said).toEqual([
      "not kept: the database cannot be reached",
      "kept again",
      "not kept: the database cannot be reached",
    ]);
  });

  it("is said again when the reason is another", () => {
    const failure = sayOnce(log, { failing: "not kept", over: "kept again" });
    failure.failed(away);
    failure.failed(new Error("no such table"));
    failure.failed(away);
    expect(said.length).toBe(3);
  });
});
