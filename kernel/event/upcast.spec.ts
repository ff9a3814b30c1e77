import { z } from "zod";
import { position } from "../log/index.ts";
import { event, events, openEvent, personal, prepareEvent, subject, versionOf } from "./index.ts";

const MovedV1 = event("MOVED", {
  description: "Somebody moved.",
  data: { who: subject(z.string()), street: personal(z.string()), km: z.int() },
});
const MovedV2 = event("MOVED", {
  description: "Somebody moved, with an address of parts.",
  data: {
    who: subject(z.string()),
    address: z.object({ street: personal(z.string()) }),
    metres: z.int().min(1),
  },
  upcast: {
    from: MovedV1,
    step: ({ who, street, km }) => ({ who, address: { street }, metres: km * 1000 }),
  },
});
const Moved = event("MOVED", {
  description: "Somebody moved somewhere.",
  data: {
    person: subject(z.string()),
    address: z.object({ street: personal(z.string()) }),
    metres: z.int(),
    kind: z.enum(["near", "far"]),
  },
  upcast: {
    from: MovedV2,
    step: ({ who, ...rest }) => ({
      ...rest,
      person: who,
      kind: rest.metres > 9_000 ? ("far" as const) : ("near" as const),
    }),
  },
});

const offered = { id: "e-1", type: "MOVED", occurredAt: "2026-01-02T03:04:05Z" };
const v1 = { who: "p-1", street: "Main St 1", km: 12 };
const opened = (version: number, data: unknown) => {
  const prepared = prepareEvent([Moved], { ...offered, version, data });
  return openEvent(Moved, { ...prepared, position: position(1), recordedAt: "2026-01-02T03:04:06.000Z" });
};

describe("an event of an earlier version", () => {
  it("is stored as it was offered, protected as its own version says", () => {
    expect(prepareEvent([Moved], { ...offered, version: 1, data: v1 })).toMatchObject({
      version: 1,
      data: { who: '0||"p-1"', street: '0||"Main St 1"', km: 12 },
    });
  });

  it("is read as the newest, through every version between", () => {
    const newest = { person: "p-1", address: { street: "Main St 1" }, metres: 12_000, kind: "far" };
    expect(opened(1, v1)).toMatchObject({ version: 3, data: newest });
    expect(opened(2, { who: "p-1", address: newest.address, metres: 12_000 }).data).toEqual(newest);
    expect(opened(3, newest).data).toEqual(newest);
  });

  it("is held to its own shape when it is offered, and to the next one's", () => {
    expect(() => opened(1, { ...v1, km: "12" })).toThrow("data.km");
    expect(() => opened(2, v1)).toThrow("data.address");
  });

  it("is refused when the newest cannot be made of it, without a value being told", () => {
    const Tall = event("TALL", {
      description: "t",
      data: { cm: z.int().max(300) },
      upcast: {
        from: event("TALL", { description: "t", data: { m: z.number() } }),
        step: ({ m }) => ({ cm: m * 100 }),
      },
    });
    const attempt = () => prepareEvent([Tall], { ...offered, type: "TALL", version: 1, data: { m: 77 } });
    expect(attempt).toThrow("version 1 does not become version 2: data.cm");
    expect(attempt).not.toThrow("7700");
  });

  it("is refused in a version that no chain leads from, told which there are", () => {
    expect(() => opened(4, {})).toThrow("event type MOVED has version 3, and 1 and 2 by upcast, not 4");
    const stored = {
      ...prepareEvent([Moved], { ...offered, version: 1, data: v1 }),
      version: 9,
      position: position(1),
      recordedAt: "2026-01-02T03:04:06.000Z",
    };
    expect(() => openEvent(Moved, stored)).toThrow("event version 9 cannot be read");
  });

  it("does not tell what a step that throws says, for that may hold personal data", () => {
    const Broken = event("BROKEN", {
      description: "b",
      data: { who: subject(z.string()) },
      upcast: {
        from: event("BROKEN", { description: "b", data: { who: subject(z.string()) } }),
        step: ({ who }) => {
          throw new RangeError(`no ${who}`);
        },
      },
    });
    const attempt = () =>
      prepareEvent([Broken], { ...offered, type: "BROKEN", version: 1, data: { who: "Ada" } });
    expect(attempt).toThrow("threw RangeError");
    expect(attempt).not.toThrow("Ada");
  });
});

describe("an upcast", () => {
  const Old = events(["A", "B"], { description: "o", data: { n: z.int() } });

  it("is held to its types", () => {
    const wrong = event("MOVED", {
      description: "m",
      data: { km: z.int() },
      // @ts-expect-error a step that answers a text where the version has a number
      upcast: { from: MovedV1, step: ({ street }) => ({ km: street }) },
    });
    expect(wrong.version).toBe(2);
  });

  it("leads from an earlier version of the same types", () => {
    const step = ({ n }: { n: number }) => ({ n });
    const from = { from: Old, step };
    expect(() => events(["A"], { description: "n", data: { n: z.int() }, upcast: from })).toThrow(
      "version 2 does not declare B, which version 1 does",
    );
    expect(() =>
      events(["A", "B"], { version: 1, description: "n", data: { n: z.int() }, upcast: from }),
    ).toThrow("version 1 cannot be read from version 1");
    const more = events(["A", "B", "C"], { description: "n", data: { n: z.int() }, upcast: from });
    expect([versionOf(more, "A", 1), versionOf(more, "C", 1), versionOf(more, "C", 2)]).toEqual([
      Old,
      undefined,
      more,
    ]);
  });

  it.each([0, 1.5, 2 ** 31])("cannot lead to version %s", (version) => {
    expect(() => event("A", { version, description: "a", data: {} })).toThrow("is not a whole number");
  });
});
