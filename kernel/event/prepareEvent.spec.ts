import { z } from "zod";
import { event, openEvent, personal, prepareEvent, readCloudEvent, subject } from "./index.ts";
import { position } from "../log/index.ts";

const Moved = event("MOVED", {
  description: "Somebody moved.",
  data: {
    who: subject(z.string()),
    address: z.object({ street: personal(z.string()), city: z.string() }),
    phone: personal(z.string()).optional(),
    age: personal(z.int()).nullable(),
  },
});
const data = { who: "p-1", address: { street: "Main St 1", city: "Utrecht" }, age: 41 };
const offered = { id: "e-1", type: "MOVED", occurredAt: "2026-01-02T03:04:05+02:00", data };

describe("an event on its way into a log", () => {
  it("has its personal values and subject in envelopes, nested ones too", () => {
    expect(prepareEvent([Moved], offered)).toEqual({
      id: "e-1",
      type: "MOVED",
      version: 1,
      occurredAt: "2026-01-02T01:04:05.000Z",
      data: { who: '0||"p-1"', address: { street: '0||"Main St 1"', city: "Utrecht" }, age: "0||41" },
      metadata: {},
    });
  });

  it("is opened again as it was", () => {
    const stored = {
      ...prepareEvent([Moved], offered),
      position: position(1),
      recordedAt: "2026-01-02T01:04:06.000Z",
    };
    expect(openEvent(Moved, stored).data).toEqual(data);
  });

  it("keeps a null and an absent value as they are", () => {
    const prepared = prepareEvent([Moved], { ...offered, data: { ...data, age: null } });
    expect(prepared.data).toMatchObject({ age: null });
    expect(prepared.data).not.toHaveProperty("phone");
  });

  it.each([
    ["an unknown type", { type: "SUNG" }, 'event type "SUNG" is not declared by this context; it has MOVED'],
    ["a missing id", { id: "" }, "event.id"],
    ["a time without offset", { occurredAt: "2026-01-02T03:04:05" }, "event.occurredAt"],
    [
      "a time before the year 1000",
      { occurredAt: "0050-06-01T00:00:00Z" },
      "the year must be from 1000 to 9999",
    ],
    [
      "a time after the year 9999 in UTC",
      { occurredAt: "9999-12-31T23:59:59-12:00" },
      "the year must be from 1000",
    ],
    ["a version that is not the declared one", { version: 2 }, "event type MOVED has version 1, not 2"],
    ["a missing value", { data: { ...data, who: undefined } }, "data.who"],
    ["a value too many", { data: { ...data, more: 1 } }, "more"],
    ["a NUL character", { data: { ...data, who: "a\u0000b" } }, "data.who: text holds a NUL character"],
    ["half a surrogate pair", { data: { ...data, who: "a\ud800" } }, "half a surrogate pair"],
  ])("is refused with %s", (_what, change, message) => {
    expect(() => prepareEvent([Moved], { ...offered, ...change })).toThrow(message);
  });

  it("is refused without its values being told", () => {
    const attempt = () => prepareEvent([Moved], { ...offered, data: { ...data, age: "secret" } });
    expect(attempt).toThrow("data.age");
    expect(attempt).not.toThrow("secret");
  });
});

describe("a CloudEvent", () => {
  const cloud = {
    specversion: "1.0",
    id: "e-1",
    source: "/crm",
    type: "MOVED",
    time: offered.occurredAt,
    data,
  };

  it("is read as an event, with what else it says as metadata", () => {
    const read = readCloudEvent(JSON.stringify({ ...cloud, traceparent: "00-ab" }));
    expect(read).toEqual({ ...offered, metadata: { source: "/crm", traceparent: "00-ab" } });
  });

  it.each([
    ["not json", "not JSON"],
    [JSON.stringify({ ...cloud, specversion: "0.3" }), "specversion"],
    [JSON.stringify({ ...cloud, time: undefined }), "time"],
    [JSON.stringify({ ...cloud, datacontenttype: "text/xml" }), "datacontenttype must be JSON"],
  ])("is refused when it is none", (line, reason) => {
    expect(() => readCloudEvent(line)).toThrow(reason);
  });
});
