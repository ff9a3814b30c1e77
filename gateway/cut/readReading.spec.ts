import { writeCut } from "@datamesh/kernel/cut";
import { readReading } from "./readReading.ts";

const cut = new Map([["items@1", { generation: 1, position: 41, epoch: 0 }] as const]);
const asking = (datamesh: unknown, headers = {}) => readReading({ datamesh }, headers);

describe("which state an operation asks for", () => {
  it.each([
    ["no extensions", undefined],
    ["none of ours", { persistedQuery: { version: 1 } }],
    ["nothing in ours", { datamesh: {} }],
    ["nulls", { datamesh: { asOf: null, atLeast: null, cut: null } }],
    ["no cut", { datamesh: { cut: false } }],
  ])("is none with %s", (_what, extensions) => {
    expect(readReading(extensions, {})).toBeUndefined();
  });

  it.each([
    ["2026-11-23T12:00:00.000Z", "2026-11-23T12:00:00.000Z"],
    ["2026-11-23T12:00Z", "2026-11-23T12:00:00.000Z"],
    ["2026-11-23T13:00:00.5+01:00", "2026-11-23T12:00:00.500Z"],
  ])("may be that of a time: %s", (text, time) => {
    const reading = { asOf: { kind: "time", time }, cut: false };
    expect(asking({ asOf: text })).toEqual(reading);
    expect(readReading(undefined, { "x-datamesh-as-of": text })).toEqual(reading);
  });

  it("may be that of an earlier answer", () => {
    const text = writeCut(cut);
    expect(asking({ asOf: text, cut: true })).toEqual({ asOf: { kind: "cut", cut }, cut: true });
    expect(readReading({}, { "x-datamesh-as-of": text })).toEqual({ asOf: { kind: "cut", cut }, cut: false });
  });

  it("may be one that has come so far", () => {
    const reading = { atLeast: { customers: 247, "credit-oracle": 12 }, cut: false };
    expect(asking({ atLeast: { customers: 247, "credit-oracle": 12 } })).toEqual(reading);
    expect(asking({ atLeast: "customers=247,credit-oracle=12" })).toEqual(reading);
    expect(readReading({}, { "x-datamesh-at-least": "customers=247, credit-oracle=12" })).toEqual(reading);
  });

  it.each([
    ["an array", [], "extensions.datamesh must be an object"],
    ["another member", { asof: "2026-11-23T12:00:00Z" }, 'no member "asof"; it knows asOf, atLeast, cut'],
    ["a cut that is none", { cut: "yes" }, "extensions.datamesh.cut must be true or false"],
    ["a number", { asOf: 1_700_000_000 }, "extensions.datamesh.asOf must be a text"],
    ["a day alone", { asOf: "2026-11-23" }, "extensions.datamesh.asOf is neither a time"],
    ["a time without its zone", { asOf: "2026-11-23T12:00:00" }, "neither a time"],
    ["microseconds", { asOf: "2026-11-23T12:00:00.123456Z" }, "at most milliseconds"],
    ["a day that is none", { asOf: "2026-13-45T12:00:00Z" }, "neither a time"],
    ["a cut with a letter changed", { asOf: writeCut(cut).replace(/.$/, "A") }, "nor a cut"],
    ["no logs", { atLeast: {} }, "extensions.datamesh.atLeast must name positions"],
    ["a position that is a text", { atLeast: { customers: "247" } }, "atLeast.customers is not a position"],
    ["a position below 0", { atLeast: { customers: -1 } }, "atLeast.customers is not a position"],
    ["a name that is none", { atLeast: { "a b": 1 } }, 'atLeast: "a b" is no context'],
    ["both", { asOf: "2026-11-23T12:00:00Z", atLeast: { customers: 1 } }, "ask for asOf or for atLeast"],
    [
      "too many logs",
      { atLeast: Object.fromEntries(Array.from({ length: 101 }, (_none, n) => [`c${n}`, 1])) },
      "names more than 100 logs",
    ],
  ])("is refused with %s, and where", (_what, datamesh, message) => {
    expect(() => asking(datamesh)).toThrow(
      expect.objectContaining({
        code: "BAD_USER_INPUT",
        message: expect.stringContaining(message) as string,
      }),
    );
  });

  it.each([
    ["x-datamesh-as-of", "yesterday", "header X-DataMesh-As-Of is neither"],
    ["x-datamesh-at-least", "customers", "header X-DataMesh-At-Least: write CONTEXT=POSITION"],
    ["x-datamesh-at-least", "customers=1=2", "header X-DataMesh-At-Least: write CONTEXT=POSITION"],
  ])("is refused in header %s: %s", (name, value, message) => {
    expect(() => readReading(undefined, { [name]: value })).toThrow(message);
  });

  it("is said in one place", () => {
    const headers = { "x-datamesh-as-of": "2026-11-23T12:00:00Z" };
    expect(() => asking({ asOf: "2026-11-23T12:00:00Z" }, headers)).toThrow("asOf is given twice");
  });
});
