import { BATCH, ledgerDoors, ONE } from "../support/ledgerDoors.ts";

const doors = ledgerDoors();
const { head, opened, post } = doors;

describe("events that are not as they should be", () => {
  const { time: _time, ...timeless } = opened();
  it.each<[string, object, string]>([
    ["no id", { id: undefined }, "id"],
    ["an empty id", { id: "" }, "id"],
    ["an id that is no text", { id: 7 }, "id"],
    ["no source", { source: undefined }, "source"],
    ["a source that is no URI", { source: "a b" }, "source"],
    ["another specversion", { specversion: "0.3" }, "specversion"],
    ["a time without offset", { time: "2026-11-01T10:00:00" }, "time"],
    ["a time that is none", { time: "2026-13-41T10:00:00Z" }, "time"],
    ["a time before what can be told", { time: "0050-01-01T00:00:00Z" }, "occurredAt"],
    ["data in base64", { data: undefined, data_base64: "e30=" }, "data_base64"],
    ["data of another type", { datacontenttype: "text/xml" }, "datacontenttype"],
    ["a dataschema that is no URI", { dataschema: "there" }, "dataschema"],
    ["an empty subject", { subject: "" }, "subject"],
    ["an extension that is an object", { extra: { secret: 1 } }, "extra"],
    ["an extension that is a fraction", { extra: 1.5 }, "extra"],
    ["a name in capitals", { traceParent: "secret" }, "name"],
    ["no data", { data: undefined }, "data"],
    ["a payload without a part", { data: { who: "secret" } }, "data.account"],
    ["a payload with a part too many", { data: { account: "a", who: "secret", more: 1 } }, "more"],
    ["a payload out of bounds", { data: { account: "a", who: "secret", limit: 101 } }, "data.limit"],
    ["a NUL character", { data: { account: "a\u0000", who: "secret" } }, "data.account"],
  ])("with %s are refused, told which, and none of them is appended", async (_what, change, where) => {
    const before = await head();
    const { status, code, answer } = await post("ledger", "risk", [opened(), opened(change), opened()]);
    expect([status, code, answer.errors?.length, answer.errors?.[0]?.extensions["index"]]).toEqual([
      400,
      "BAD_USER_INPUT",
      1,
      1,
    ]);
    expect(answer.errors?.[0]?.message).toContain(where);
    expect(JSON.stringify(answer)).not.toContain("secret");
    expect(await head()).toBe(before);
  });

  it("are each told, with their ids", async () => {
    const { answer } = await post("ledger", "clerk", [
      opened({ id: "one", data: {} }),
      opened(),
      opened({ id: "two", data: {} }),
    ]);
    expect(answer.errors?.map(({ extensions: { index, id } }) => [index, id])).toEqual([
      [0, "one"],
      [2, "two"],
    ]);
    expect(timeless).not.toHaveProperty("time");
    expect(await post("ledger", "clerk", timeless)).toMatchObject({ status: 400 });
  });

  it.each<[string, string, Record<string, string>, number]>([
    ["no JSON", "{", { "content-type": ONE }, 400],
    ["no array", "{}", { "content-type": BATCH }, 400],
    ["an array where one is expected", "[]", { "content-type": ONE }, 400],
    ["a text", '"x"', { "content-type": ONE }, 400],
    ["another type of content", "{}", { "content-type": "text/plain" }, 415],
    ["plain JSON without headers", "{}", { "content-type": "application/json" }, 415],
    ["another charset", "{}", { "content-type": `${ONE}; charset=latin1` }, 415],
    ["an encoding", "{}", { "content-type": ONE, "content-encoding": "gzip" }, 415],
    ["too many bytes", `"${"x".repeat(1_048_600)}"`, { "content-type": ONE }, 413],
    ["too many events", JSON.stringify(Array(1_001).fill({})), { "content-type": BATCH }, 413],
    [
      "events nested too deeply",
      `[${'{"data":'.repeat(30)}1${"}".repeat(30)}]`,
      { "content-type": BATCH },
      400,
    ],
  ])("as %s are refused", async (_what, body, headers, status) => {
    const before = await head();
    expect(await post("ledger", "clerk", body, headers)).toMatchObject({ status });
    expect(await head()).toBe(before);
  });

  it("are not taken by another method, and pages of listed origins may ask", async () => {
    const get = await fetch(`${doors.mesh.url}/events/ledger`, {
      headers: { authorization: "Bearer clerk" },
    });
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
    const preflight = await fetch(`${doors.mesh.url}/events/ledger`, {
      method: "OPTIONS",
      headers: { origin: "https://app.example", "access-control-request-method": "POST" },
    });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([
      204,
      "https://app.example",
    ]);
    const foreign = await post("ledger", "clerk", opened(), { origin: "https://evil.example" });
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("are counted by what became of them", async () => {
    const count = () =>
      Object.fromEntries(
        doors.mesh.counter
          .totals()
          .filter((e) => e.context === "ledger")
          .map((e) => [e.outcome, e.events]),
      );
    const before = count();
    const known = opened();
    await post("ledger", "clerk", known);
    await post("ledger", "clerk", [known, opened()]);
    await post("ledger", "analyst", [opened(), opened()]);
    const after = count();
    expect(["appended", "known", "refused"].map((each) => (after[each] ?? 0) - (before[each] ?? 0))).toEqual([
      2, 1, 2,
    ]);
  });
});
