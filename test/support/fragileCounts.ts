import {
  context,
  dataProduct,
  event,
  id,
  int,
  list,
  personal,
  remove,
  text,
  upstream,
  z,
} from "@datamesh/kernel";
import { owner, policy, sla } from "./declared.ts";

const Counted = event("COUNTED", {
  description: "Things were counted, under one key or several.",
  data: { keys: z.array(z.string()), n: z.int(), by: z.string(), note: personal(z.string()).optional() },
});
const Cleared = event("CLEARED", { description: "A key went.", data: { key: z.string() } });
const Named = event("NAMED", {
  description: "A counter got a name.",
  data: { by: z.string(), name: z.string() },
});

/** Something outside of the folds, of which their code tells nothing: what it refuses cannot be folded. */
export const outside = { refuses: (_n: number): boolean => false };
const refuse = (n: number): void => {
  if (outside.refuses(n)) throw new TypeError("the outside refused it");
};

/** What both join. */
export const counters = dataProduct({
  name: "counters",
  version: "1.0.0",
  owner,
  description: "Who counts.",
  key: "by",
  fields: { by: id().describe("Who"), name: text().describe("Their name") },
  from: ({ on }) => [on(Named, (e) => ({ by: e.data.by, name: e.data.name }))],
  sla,
  policy,
});

interface CountRow {
  readonly times: number;
  readonly counters: number;
  readonly seen: readonly number[];
}
const after = (
  row: CountRow | undefined,
  { n, by }: { readonly n: number; readonly by: string },
  key: string,
  firstSeen: boolean,
) => ({
  key,
  times: (row?.times ?? 0) + 1,
  counters: (row?.counters ?? 0) + (firstSeen ? 1 : 0),
  seen: [...(row?.seen ?? []), n],
  lastBy: by,
});

/** A product that looks outside while it counts; its later version does not. */
export const counts = (name: string, check: (n: number) => void, version = "1.0.0") =>
  dataProduct({
    name,
    version,
    owner,
    description: "What was counted.",
    key: "key",
    fields: {
      key: id().describe("The key"),
      times: int().unit("times").describe("How often"),
      counters: int().unit("counters").describe("How many counted"),
      seen: list(int().unit("things").describe("A count")).describe("The counts, in order"),
      lastBy: id().optional().describe("Who counted last"),
      lastName: text().optional().describe("Their name"),
    },
    from: ({ accumulate, on, join }) => [
      accumulate(Counted, {
        key: (e) => e.data.keys,
        distinct: (e) => e.data.by,
        fold:
          version === "1.0.0"
            ? (row, e, { key, firstSeen }) => {
                check(e.data.n);
                return after(row, e.data, key, firstSeen);
              }
            : (row, e, { key, firstSeen }) => after(row, e.data, key, firstSeen),
      }),
      on(Cleared, (e) => remove(e.data.key)),
      join(upstream("counters@1", { key: "by", fields: { by: id(), name: text().optional() } }), {
        by: "lastBy",
        take: { lastName: "name" },
      }),
    ],
    sla,
    policy,
  });

/** What it counts cannot be folded while the outside refuses it. */
export const fragile = counts("fragile-counts", (n) => refuse(n));
/** The same, undisturbed. */
export const sound = counts("sound-counts", () => undefined);
/** The context of both. */
export const counting = context({
  name: "counting",
  owner,
  events: [Counted, Cleared, Named],
  products: [counters, fragile, sound],
});

/** An event as it is appended. */
export type Happening = { readonly type: string; readonly data: object };
/** An event that counts under keys. */
export const counted = (keys: readonly string[], n: number, by = "ann"): Happening => ({
  type: "COUNTED",
  data: { keys, n, by },
});
