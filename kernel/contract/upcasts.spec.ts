import {
  context,
  dataProduct,
  event,
  id,
  int,
  personal,
  role,
  subject,
  z,
  type EventDeclaration,
} from "../index.ts";
import { fingerprint, fingerprintDifference } from "../product/fingerprint.ts";
import { compareCode } from "./compareCode.ts";
import { declaredVersion } from "./declaredVersion.ts";

const owner = { team: "moves", contact: "moves@example.com" };
const policy = { read: role("analyst"), purposes: ["reporting"], retention: "7y", compliance: [] };
const sla = { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" };

const V1 = event("MOVED", { description: "m", data: { who: z.string(), km: z.int() } });
const newest = (step: (old: { who: string; km: number }) => { who: string; metres: number }) =>
  event("MOVED", {
    description: "m",
    data: { who: z.string(), metres: z.int() },
    upcast: { from: V1, step },
  });

function moves(Moved: EventDeclaration<{ who: string; metres: number }>) {
  const product = dataProduct({
    name: "moves",
    version: "1.0.0",
    owner,
    description: "Who moved how far.",
    key: "who",
    fields: { who: id().describe("Who."), metres: int().describe("How far.") },
    from: ({ on }) => [on(Moved, ({ data }) => ({ who: data.who, metres: data.metres }))],
    sla,
    policy,
  });
  return {
    product,
    declared: declaredVersion(
      context({ name: "moving", owner, events: [Moved], products: [product] }),
      product,
    ),
  };
}
const surroundings = { key: "who", addedFields: [], isCorrection: false };

test("the code of an upcast is part of a product's fingerprint, and what it is called tells which", () => {
  const before = fingerprint(moves(newest(({ who, km }) => ({ who, metres: km * 1000 }))).product);
  const again = fingerprint(moves(newest(({ who, km }) => ({ who, metres: km * 1000 }))).product);
  const other = fingerprint(moves(newest(({ who, km }) => ({ who, metres: km * 1001 }))).product);
  expect(again).toEqual(before);
  expect(fingerprintDifference(before, other)).toBe("changed: upcast of MOVED from version 1");
});

test("an upcast that decides a field's value may change it; one that carries over changes nothing", () => {
  const { declared } = moves(newest(({ who, km }) => ({ who, metres: km * 1000 })));
  const { upcast: _none, ...alone } = newest(({ who, km }) => ({ who, metres: km * 1000 }));
  const before = moves(alone as EventDeclaration<{ who: string; metres: number }>).declared;
  const path = "upcast of MOVED from version 1";
  expect(compareCode(before, declared, surroundings)).toEqual([
    { path, what: "added: values may change (metres)", bump: "major" },
  ]);
  const renamed = moves(newest(({ who, km }) => ({ who, metres: km }))).declared;
  expect(compareCode(before, renamed, surroundings)).toEqual([
    { path, what: "added: what is read of those events is as it was", bump: "patch" },
  ]);
  expect(compareCode(declared, before, surroundings)).toEqual([
    { path, what: "removed: events of that version are read no longer", bump: "patch" },
  ]);
});

describe("personal data of an earlier version", () => {
  const Old = event("MET", {
    description: "m",
    data: { who: subject(z.string()), name: personal(z.string()), place: z.string() },
  });
  const declare = (declaration: EventDeclaration) => () =>
    context({ name: "meeting", owner, events: [declaration], products: [] });

  it("may be renamed and moved where it stays protected", () => {
    const to = event("MET", {
      description: "m",
      data: {
        person: z.object({ id: subject(z.string()), called: personal(z.string()) }),
        place: z.string(),
      },
      upcast: {
        from: Old,
        step: ({ who, name, place }) => ({ person: { id: who, called: name }, place }),
      },
    });
    expect(declare(to)).not.toThrow();
  });

  it("is not laid open by any way of writing a step", () => {
    const data = { title: z.string() };
    const steps = [
      event("MET", { description: "m", data, upcast: { from: Old, step: ({ name }) => ({ title: name }) } }),
      event("MET", {
        description: "m",
        data,
        upcast: { from: Old, step: (o) => ({ title: `Dear ${o.name}` }) },
      }),
      event("MET", {
        description: "m",
        data,
        upcast: { from: Old, step: (o) => ({ title: o.name.length > 3 ? "long" : "short" }) },
      }),
      event("MET", {
        description: "m",
        data: { place: z.string(), name: z.string() },
        upcast: { from: Old, step: ({ who: _who, ...rest }) => rest },
      }),
    ];
    for (const step of steps) expect(declare(step)).toThrow(/of data\.name, which is protected there/);
  });

  it("is not handed to a step that cannot be followed", () => {
    const away = (old: object) => ({ title: JSON.stringify(old) });
    const to = event("MET", {
      description: "m",
      data: { title: z.string() },
      upcast: { from: Old, step: (o) => away(o) },
    });
    expect(declare(to)).toThrow(/MET from version 1 to 2/);
  });
});
