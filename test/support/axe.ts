import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";

/** What axe found on a page, a line for each element that breaks a rule. */
export type Violations = readonly string[];

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Holds a page and the frames in it against the rules of WCAG 2.2 AA that a program can check (axe-core). The rules are
 * run in a world of their own, which the policies of the documents do not reach.
 */
export async function axeViolations(page: Page): Promise<Violations> {
  const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const found = await Promise.all(page.frames().map((frame) => inFrame(frame, source)));
  return found.flat();
}

async function inFrame(frame: Frame, source: string): Promise<Violations> {
  await frame.evaluate(source);
  return frame.evaluate<Violations>(`(async () => {
    const options = { runOnly: { type: "tag", values: ${JSON.stringify(TAGS)} }, iframes: false, resultTypes: ["violations"] };
    const { violations } = await axe.run(document, options);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => id + " " + target.join(" ") + ": " + failureSummary));
  })()`);
}
