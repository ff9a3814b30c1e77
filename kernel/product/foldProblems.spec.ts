import {
  anyone,
  average,
  boolean,
  count,
  dataProduct,
  decimal,
  event,
  id,
  int,
  latest,
  max,
  personal,
  subject,
  sum,
  text,
  z,
} from "../index.ts";
import type { Aggregate } from "./index.ts";

const Happened = event("HAPPENED", {
  description: "It happened.",
  data: {
    key: z.string(),
    person: subject(z.string()),
    name: personal(z.string()),
    share: z.number(),
    n: z.int(),
    flag: z.boolean(),
    maybe: z.string().optional(),
    at: z.strictObject({ place: z.string() }).optional(),
  },
});

const declare = (fields: object, set: Record<string, Aggregate>, key = "key", of = ["HAPPENED"]) =>
  dataProduct({
    name: "things",
    version: "1.0.0",
    owner: { team: "tests", contact: "tests@datamesh.example" },
    description: "Things.",
    key: "key",
    fields: { key: id(), ...fields },
    from: ({ fold }) => [fold(Happened, { key: key as "key", of, set })],
    sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
    policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
  });

const hidden = text().personal({ mask: "redacted" });

describe("the declaration of a fold", () => {
  const n = { n: int() };
  it.each<readonly [string, () => unknown]>([
    ['key "nothing" is not in the event\'s data', () => declare(n, { n: count() }, "nothing")],
    ['key "n" must be a text', () => declare(n, { n: count() }, "n")],
    ['"key" must be a subject()', () => declare(n, { n: count() }, "person")],
    ['"OTHER" is none of the event\'s types', () => declare(n, { n: count() }, "key", ["OTHER"])],
    ['"m" is not a field', () => declare(n, { n: count(), m: count() })],
    ['"key" is the key, which the fold gives itself', () => declare({}, { key: latest("key") })],
    ['latest of "n": data.nothing is not in the event', () => declare(n, { n: latest("nothing") })],
    ["floats have no exact sum", () => declare({ s: decimal(9, 2) }, { s: sum("share") })],
    ["floats have no exact sum", () => declare({ s: decimal(9, 2) }, { s: average("share") })],
    ["it must be a decimal()", () => declare({ s: int() }, { s: average("n") })],
    ["it must be an int() or bigint()", () => declare({ s: text() }, { s: count() })],
    ["a boolean has no order", () => declare({ s: boolean() }, { s: max("flag") })],
    ["a protected value can only be carried", () => declare({ s: hidden }, { s: max("name") })],
    [
      "it comes from a personal value and must be declared so",
      () => declare({ s: text() }, { s: latest("name") }),
    ],
    ['HAPPENED does not always give "s"', () => declare({ s: text() }, { s: latest("maybe") })],
    ['HAPPENED does not always give "s"', () => declare({ s: text() }, { s: latest("at.place") })],
    ['HAPPENED does not always give "n"', () => declare(n, {})],
  ])("is refused: %s", (message, declaration) => {
    expect(declaration).toThrow(message);
  });

  it("is refused when folds do not agree on what a field means", () => {
    const twice = () =>
      dataProduct({
        ...declare({ n: int() }, { n: count() }),
        key: "key",
        fields: { key: id(), n: int() },
        from: ({ fold }) => [
          fold(Happened, { key: "key", set: { n: sum("n") } }),
          fold(Happened, { key: "key", set: { n: max("n") } }),
        ],
      });
    expect(twice).toThrow('"n" is made by sum and by max: choose one');
  });

  it("takes paths through objects and values that may be absent", () => {
    const product = declare(
      { place: text().optional(), n: int() },
      { place: latest("at.place"), n: sum("n") },
    );
    expect(product.start).toEqual({ n: 0 });
  });
});
