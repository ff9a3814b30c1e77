import type { ChainedEntry } from "../../gateway/audit/index.ts";
import { absentProduct } from "./absentProduct.ts";
import { accessFilter } from "./accessFilter.ts";
import { accessTable } from "./accessTable.ts";

const entry: ChainedEntry = {
  time: "2026-11-23T12:00:00.000Z",
  requestId: "r1",
  consumer: "ada",
  client: null,
  product: "customer-profiles@1",
  decision: "mask",
  because: "role analyst",
  purpose: null,
  fields: ["country", "segment"],
  masked: ["email"],
  denied: ["income"],
  chain: "c1",
  number: 1,
  previous: "0".repeat(64),
  hash: "1".repeat(64),
};
const denied: ChainedEntry = {
  ...entry,
  consumer: "eve@bank.example",
  client: "portal",
  purpose: "reporting",
  product: "loan-officers@1",
  decision: "deny",
  fields: [],
  masked: [],
  denied: [],
};

describe("the access log for people", () => {
  it("is a table of who, why, what and how", () => {
    expect(accessTable([entry, denied])).toBe(
      [
        "TIME                      CONSUMER                   PURPOSE    PRODUCT              DECISION  FIELDS                                          REQUEST",
        "2026-11-23T12:00:00.000Z  ada                        -          customer-profiles@1  mask      country segment; masked: email; denied: income  r1",
        "2026-11-23T12:00:00.000Z  eve@bank.example (portal)  reporting  loan-officers@1      deny      -                                               r1",
        "",
      ].join("\n"),
    );
  });

  it.each([
    ["a line separator", "\u2028", "\\u{2028}"],
    ["an escape sequence", "\u001b[2J", "\\u{1b}[2J"],
    ["a change of direction", "\u202e", "\\u{202e}"],
    ["a line break", "\n", "\\u{a}"],
  ])("shows %s in a name as what it is", (_what, hidden, shown) => {
    const table = accessTable([
      { ...entry, consumer: `ada${hidden}`, client: `x${hidden}`, purpose: hidden },
    ]);
    expect(table).toContain(`ada${shown} (x${shown})  ${shown} `);
    expect(table).not.toContain(hidden === "\n" ? "ada\n" : hidden);
  });

  it("says so when there is nothing", () => {
    expect(accessTable([])).toBe("no access is written down\n");
  });
});

describe("which accesses are wanted", () => {
  it.each([
    [{}, 2],
    [{ product: "customer-profiles@1" }, 1],
    [{ product: "customer-profiles" }, 1],
    [{ product: "customer" }, 0],
    [{ product: "customer-profiles@2" }, 0],
    [{ consumer: "eve@bank.example" }, 1],
    [{ consumer: "eve" }, 0],
    [{ since: "2026-11-23" }, 2],
    [{ since: "2026-11-23T12:00:00Z" }, 2],
    [{ since: "2026-11-23T14:00:01+02:00" }, 0],
    [{ consumer: "ada", product: "loan-officers" }, 0],
  ])("%j", (wanted, count) => {
    expect([entry, denied].filter(accessFilter(wanted))).toHaveLength(count);
  });

  it.each(["yesterday", "2026-13-45", "12", ""])("not since %j", (since) => {
    expect(() => accessFilter({ since })).toThrow(`--since "${since}" is no time`);
  });
});

describe("a product that is asked for", () => {
  const accessed = new Set(["loan-officers@1", "customer-profiles@1"]);

  it("and was never accessed is answered with those that were", () => {
    expect(absentProduct("nope", accessed)).toBe(
      'product "nope" does not occur in the access log; those that do are customer-profiles@1, loan-officers@1',
    );
    expect(absentProduct("nope", new Set())).toMatch(/; no product does$/);
  });

  it.each([undefined, "loan-officers", "loan-officers@1"])("%s needs no word", (wanted) => {
    expect(absentProduct(wanted, accessed)).toBe("");
  });
});
