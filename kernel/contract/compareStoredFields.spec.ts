import { event, z } from "../index.ts";
import { anyone } from "../policy/index.ts";
import {
  type DataProduct,
  dataProduct,
  enumOf,
  type Field,
  fingerprint,
  id,
  int,
  openEnumOf,
  text,
} from "../product/index.ts";
import { compareStoredFields } from "./compareStoredFields.ts";

const Happened = event("HAPPENED", { description: "It happened.", data: { key: z.string() } });

function withField(field: Field<unknown> | undefined): DataProduct {
  return dataProduct({
    name: "things",
    version: "1.0.0",
    owner: { team: "tests", contact: "tests@datamesh.example" },
    description: "Things.",
    key: "key",
    fields: { key: id().describe("The key"), ...(field && { x: field.describe("It") }) },
    from: ({ on }) => [on(Happened, (e) => ({ key: e.data.key }))],
    sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
    policy: { read: anyone, purposes: ["testing"], retention: "1y", compliance: [] },
  });
}

describe("a field, as it is stored and as it is declared,", () => {
  it.each<readonly [Field<unknown> | undefined, Field<unknown> | undefined, readonly string[]]>([
    [int(), int().unit("points"), []],
    [undefined, int().optional(), ["minor added, optional"]],
    [undefined, int(), ["minor added"]],
    [int(), undefined, ["major removed"]],
    [int(), text(), ["major retyped"]],
    [int(), int().optional(), ["major may become null"]],
    [int().optional(), int(), ["minor no longer null"]],
    [text(), text().personal({ mask: "initials" }), ["major became personal"]],
    [text().personal({ mask: "initials" }), text(), ["minor no longer personal"]],
    [openEnumOf("A", "C"), openEnumOf("A", "B", "C"), ["minor has new values"]],
    [openEnumOf("A", "B"), openEnumOf("A"), ["major retyped"]],
    [enumOf("A"), enumOf("A", "B"), ["major retyped"]],
  ])("%#", (before, after, told) => {
    const found = compareStoredFields(fingerprint(withField(before)), withField(after));
    expect(found.map(({ bump, what }) => `${bump} ${what}`)).toEqual(told);
  });
});
