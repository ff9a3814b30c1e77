import { anyone, dataProduct, event, id, text, timestamp, z } from "../../index.ts";
import type { Row } from "../../product/dataProduct.ts";
import type { Change } from "../../product/input.ts";
import { partsUsed } from "./partsUsed.ts";

const Seen = event("SEEN", { description: "Seen.", data: { key: z.string() } });
type Event = { data: { key: string }; id: string; occurredAt: string; recordedAt: string };
const of = (fold: (event: Event) => Change<Row>) =>
  dataProduct({
    name: "things",
    version: "1.0.0",
    owner: { team: "tests", contact: "tests@datamesh.example" },
    description: "Things.",
    key: "key",
    fields: {
      key: id().describe("Key"),
      at: timestamp().optional().describe("At"),
      note: text().optional().describe("Note"),
    },
    from: ({ on }) => [on(Seen, fold as never)],
    sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
    policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
  });
const used = (fold: (event: Event) => unknown) => [...partsUsed(of(fold as (event: Event) => Change<Row>))];
const ALL = ["id", "occurredAt", "recordedAt"];

describe("what a fold looks at of an event", () => {
  it("is what it names", () => {
    expect(used((e) => ({ key: e.data.key }))).toEqual([]);
    expect(used((e) => ({ key: e.data.key, at: e.occurredAt }))).toEqual(["occurredAt"]);
    expect(used(({ data, id: note }) => ({ key: data.key, note }))).toEqual(["id"]);
    expect(used(() => undefined)).toEqual([]);
    expect(
      used(function fold(e) {
        const other = { e: 1, id: 2 };
        return { key: `${e.data.key}${other.e}${other.id}` };
      }),
    ).toEqual([]);
  });

  it("is everything as soon as the event goes anywhere else", () => {
    expect(used((e) => ({ key: e.data.key, note: JSON.stringify(e) }))).toEqual(ALL);
    expect(used((e) => ({ key: e.data.key, note: e[("i" + "d") as keyof Event] as string }))).toEqual(ALL);
    expect(used(({ data, ...rest }) => ({ key: data.key, note: rest.id }))).toEqual(ALL);
    expect(used((...all) => ({ key: all[0].id }))).toEqual(ALL);
    expect(
      used((e) => {
        const { id: note } = e;
        return { key: e.data.key, note };
      }),
    ).toEqual(ALL);
    expect(
      used(function fold() {
        // oxlint-disable-next-line prefer-rest-params
        return { key: (arguments[0] as Event).id };
      }),
    ).toEqual(ALL);
  });
});
