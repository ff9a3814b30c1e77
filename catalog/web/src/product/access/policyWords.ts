const UNITS: Readonly<Record<string, string>> = {
  y: "year",
  d: "day",
  h: "hour",
  m: "minute",
  s: "second",
  w: "week",
};

/** A retention for people: `7y` is `7 years after a row's last event`. */
export function retentionWords(retention: string): string {
  const [, count = "", unit = ""] = /^(\d+)([a-z]+)$/.exec(retention) ?? [];
  const word = UNITS[unit];
  if (word === undefined) return retention;
  return `${count} ${word}${count === "1" ? "" : "s"} after a row's last event`;
}

const REGIMES: Readonly<Record<string, string>> = {
  GDPR: "EU data protection: purpose, minimisation, erasure",
  CCPA: "Californian consumers' right to know and to delete",
  "AML-CTF": "records kept against money laundering and terrorist financing",
};

/** What a regime asks for, in a few words. */
export const complianceAbout = (tag: string): string => REGIMES[tag] ?? "";

/** Why whoever reads may or may not, as a sentence. */
export function becauseSentence(effect: "ALLOW" | "MASK" | "DENY", because: string): string {
  if (effect === "ALLOW") return `You may read it as ${because}.`;
  return because.startsWith("missing ")
    ? `What is missing: ${because.slice("missing ".length)}.`
    : `${because}.`;
}
