import { event, z } from "../index.ts";
import { anyone } from "../policy/index.ts";
import { dataProduct, type DataProduct, date, id, int, link, text, upstream } from "./index.ts";

const Happened = event("HAPPENED", { description: "It happened.", data: { key: z.string() } });
const base = {
  name: "things",
  version: "1.0.0",
  owner: { team: "tests", contact: "tests@datamesh.example" },
  description: "Things.",
  key: "key",
  fields: { key: id().describe("The key"), note: text().optional().describe("A note") },
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
} as const;
type Declared = Parameters<typeof dataProduct>[0];
const declare = (changes: Partial<Declared>): DataProduct =>
  dataProduct({
    ...base,
    from: ({ on }) => [on(Happened, (e) => ({ key: e.data.key }))],
    ...changes,
  } as Declared);
const people = upstream("people@1", {
  key: "key",
  fields: { key: id(), name: text().personal({ mask: "initials" }) },
});

describe("declaring a data product", () => {
  it("answers a frozen value that anybody can read", () => {
    const product = declare({});
    expect(product).toMatchObject({ name: "things", major: 1, policy: { unmask: { kind: "nobody" } } });
    expect(Object.isFrozen(product)).toBe(true);
  });

  it.each<[string, Partial<Declared>, string]>([
    ["a name that is not kebab-case", { name: "Things" }, "name must be lower-case words"],
    ["a name without a plural", { name: "news" }, 'name "news" is the same in singular and plural'],
    ["a version that is not semantic", { version: "1.0" }, 'version "1.0" is not of the form'],
    ["a missing description", { description: " " }, "description is missing"],
    ["a key that is no field", { key: "nope" }, 'key "nope" is not a field'],
    ["an optional key", { fields: { key: id().optional() } }, "must be an id()"],
    ["a restricted key", { fields: { key: id().readableBy(anyone) } }, "must be an id()"],
    ["a field named id", { fields: { ...base.fields, id: text() } }, 'field "id" is reserved'],
    [
      "a subject that is no id",
      { fields: { ...base.fields, who: text().subject() } },
      "only an id() can name a subject",
    ],
    ["no events", { from: () => [] }, "from needs at least one kind of event"],
    ["no purpose", { policy: { ...base.policy, purposes: [] } }, "policy.purposes is empty"],
    [
      "a retention that is no duration",
      { policy: { ...base.policy, retention: "long" } },
      '"long" is not a duration',
    ],
    [
      "an availability that is no share",
      { sla: { ...base.sla, availability: "high" } },
      '"high" is not a share',
    ],
    [
      "a heartbeat that is no duration",
      { sla: { ...base.sla, heartbeat: "often" } },
      'sla.heartbeat "often" is not a duration',
    ],
    ...(
      [
        ["on no real day", { since: "2026-02-30" }, 'deprecated.since "2026-02-30" is not a day'],
        ["that ends before it begins", { sunset: "2025-12-31" }, "is not after deprecated.since 2026-01-01"],
        ["for itself", { use: "things@1" }, "deprecated.use names this very version"],
        ["for no product", { use: "things" as "things@2" }, 'deprecated.use "things" is not a product'],
      ] as const
    ).map(
      ([how, changes, message]) =>
        [
          `a deprecation ${how}`,
          { deprecated: { since: "2026-01-01", sunset: "2026-07-01", use: "things@2" as const, ...changes } },
          message,
        ] satisfies [string, Partial<Declared>, string],
    ),
    [
      "a link over a field",
      { links: { note: link("people@1", { by: "key", key: "key" }) } },
      'link "note" hides a field',
    ],
    [
      "a personal upstream field in a field that is not",
      {
        from: ({ on, join }) => [
          on(Happened, (e) => ({ key: e.data.key })),
          join(people, { by: "key", take: { note: "name" } }),
        ],
      },
      '"note" derives from a personal field and must be personal',
    ],
  ])("refuses %s", (_what, changes, message) => {
    expect(() => declare(changes)).toThrow(message);
  });

  it("answers what was announced of its end", () => {
    const deprecated = { since: "2026-01-01", sunset: "2026-07-01", use: "things@2" } as const;
    expect(declare({ deprecated }).deprecated).toEqual(deprecated);
  });

  it("tells every problem at once", () => {
    const attempt = (): DataProduct => declare({ name: "Things", version: "x", description: "" });
    expect(attempt).toThrow(/name must[^]*version "x"[^]*description is missing/);
  });

  it("refuses a mask that does not yield a value of the field's type", () => {
    expect(() => int().personal({ mask: "lastFour" })).toThrow("lastFour does not yield a value of type int");
    expect(() => date().personal({ mask: "initials" })).toThrow("initials does not yield");
  });
});

describe("types of a declaration", () => {
  it("hold fold and fields together", () => {
    const wrong = (): DataProduct =>
      dataProduct({
        ...base,
        from: ({ on }) => [
          // @ts-expect-error note is a text
          on(Happened, (e) => ({ key: e.data.key, note: 1 })),
          // @ts-expect-error the event has no such value
          on(Happened, (e) => ({ key: e.data.nope })),
        ],
      });
    expect(wrong).not.toThrow();
  });
});
