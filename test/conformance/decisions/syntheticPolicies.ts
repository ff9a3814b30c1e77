import {
  allOf,
  anyOf,
  anyone,
  consumer,
  type GovernedField,
  nobody,
  type Policy,
  purpose,
  role,
  type Rule,
  scope,
  team,
} from "@datamesh/kernel/policy";

/** A product as far as decisions are concerned. */
export interface GovernedProduct {
  readonly name: string;
  readonly policy: Policy;
  readonly fields: readonly GovernedField[];
}

const made = (
  name: string,
  policy: Partial<Policy>,
  fields: readonly GovernedField[] = [],
): GovernedProduct => ({
  name,
  policy: {
    read: anyone,
    unmask: nobody,
    purposes: ["reporting", "compliance"],
    retention: "5y",
    compliance: [],
    ...policy,
  },
  fields,
});

const UNKNOWN = { kind: "newer" } as unknown as Rule;

/** What the declared products do not have: every kind of rule, at every place, in every nesting. */
export const SYNTHETIC: readonly GovernedProduct[] = [
  made("open to all", { write: anyone, unmask: anyone }, [{ name: "masked", mask: "redacted" }]),
  made("closed to all", { read: nobody, write: nobody, unmask: anyone }, [{ name: "plain" }]),
  made("written by a service", { read: role("analyst"), write: consumer("svc-oracle") }, [
    { name: "score", write: consumer("svc-oracle") },
    { name: "note", write: team("customers"), read: team("customers") },
    { name: "frozen", write: nobody },
  ]),
  made("by purpose alone", { read: purpose("reporting"), unmask: purpose("compliance") }, [
    { name: "masked", mask: "lastFour" },
  ]),
  made("of one purpose", {
    read: allOf(role("compliance"), purpose("compliance")),
    purposes: ["compliance"],
  }),
  made("of a purpose that is not its own", { read: purpose("marketing"), purposes: ["reporting"] }),
  made("by scope", { read: scope("reports.read"), write: allOf(scope("reports.write"), team("customers")) }),
  made(
    "nested",
    {
      read: anyOf(
        allOf(role("analyst"), anyOf(scope("reports.read"), purpose("reporting"))),
        allOf(anyOf(consumer("svc-oracle"), team("customers")), purpose("compliance")),
      ),
      unmask: allOf(anyOf(role("compliance"), role("analyst")), anyOf(nobody, purpose("reporting"))),
    },
    [
      { name: "both", mask: "initials", read: anyOf(role("compliance"), consumer("svc-oracle")) },
      { name: "never", read: allOf() },
    ],
  ),
  made(
    "of rules that are empty or not known",
    { read: anyOf(UNKNOWN, role("analyst")), write: UNKNOWN, unmask: anyOf() },
    [
      { name: "masked", mask: "redacted" },
      { name: "unknown", read: allOf(role("analyst"), UNKNOWN) },
    ],
  ),
];
