import type { Check } from "@datamesh/kernel/conformance";

/** What was checked, and how it ended. */
export interface ConformanceReport {
  /** When, ISO 8601 in UTC. */
  readonly checkedAt: string;
  /** Why only declarations were checked; null when a live mesh was looked into as well. */
  readonly declaredOnly: string | null;
  readonly summary: Readonly<Record<"passed" | "failed" | "reported" | "nothingToShow", number>>;
  readonly checks: readonly Check[];
}

/** Sums up checks. `failed` counts what MUST hold and does not, `reported` what SHOULD. */
export function conformanceReport(
  checks: readonly Check[],
  { checkedAt, declaredOnly }: Pick<ConformanceReport, "checkedAt" | "declaredOnly">,
): ConformanceReport {
  const count = (fits: (check: Check) => boolean): number => checks.filter(fits).length;
  return {
    checkedAt,
    declaredOnly,
    summary: {
      passed: count(({ result }) => result === "pass"),
      failed: count(({ result, level }) => result === "fail" && level === "MUST"),
      reported: count(({ result, level }) => result === "fail" && level === "SHOULD"),
      nothingToShow: count(({ result }) => result === "none"),
    },
    checks,
  };
}

const WORD = { pass: "pass", fail: "FAIL", none: "none" } as const;

/** The report for people: by what was checked, failures in capitals. */
export function reportText({ checks, summary, declaredOnly }: ConformanceReport): string {
  const widest = Math.max(0, ...checks.map(({ id }) => id.length));
  const groups = [...Map.groupBy(checks, ({ subject }) => subject)].map(([subject, own]) => {
    const lines = own.map(
      ({ id, level, result, evidence, source }) =>
        `  ${WORD[result]}  ${level.padEnd(6)}  ${id.padEnd(widest)}  ${evidence} [${source}]`,
    );
    return `${subject}\n${lines.join("\n")}\n`;
  });
  const { passed, failed, reported, nothingToShow } = summary;
  const total = `${checks.length} checks: ${passed} passed, ${failed} failed, ${reported} reported, ${nothingToShow} with nothing to show them by`;
  const note = declaredOnly === null ? "" : `\nOnly the declarations were checked: ${declaredOnly}.`;
  return `${groups.join("\n")}\n${total}${note}\n`;
}
