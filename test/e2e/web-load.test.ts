import { meshAndBrowser } from "../support/meshAndBrowser.ts";
import { countBytes, readFigures, watchFigures } from "../support/pageFigures.ts";
import { openWebPage } from "../support/webPage.ts";

/** Of what a page loads at first, compressed, without the playground. */
const MOST_BYTES = 300_000;
/** What counts as good (web.dev/cls). */
const MOST_SHIFT = 0.1;

describe("what the pages weigh, and how they load", () => {
  const { mesh, browser } = meshAndBrowser();

  it.each([
    ["/", "Deprecations"],
    ["/catalog", "6 products"],
    ["/products/customer-credit-scores@2", "Promises, the last hour"],
    ["/products/customer-credit-scores@2/sla", "Promised and observed"],
    ["/products/customer-credit-scores@2/lineage", "customer-profiles"],
  ])("%s is light, and nothing on it jumps", async (path, shows) => {
    // Somebody who was here before, in a browser that kept nothing of it.
    const { page, open } = await openWebPage(browser(), mesh().url);
    await open("/signin");
    const returning = await page.context().newPage();
    await watchFigures(returning);
    const bytes = await countBytes(returning);
    await returning.goto(`${mesh().url}${path}`);
    await returning.getByText(shows).first().waitFor();
    await returning.waitForLoadState("networkidle");
    const loaded = bytes();
    await returning.keyboard.press("Control+k");
    await returning.getByRole("dialog").getByRole("option").first().waitFor();
    await returning.keyboard.type("loan");
    await returning.getByRole("option", { name: /Loan Officers/ }).waitFor();
    const { firstPaint, interaction, layoutShift } = await readFigures(returning);
    tell(
      `${path}: ${Math.round(loaded / 1_000)} kB, first paint ${Math.round(firstPaint)} ms, ` +
        `slowest interaction ${Math.round(interaction)} ms, layout shift ${layoutShift.toFixed(3)}`,
    );
    expect(firstPaint).toBeGreaterThan(0);
    expect(loaded).toBeLessThan(MOST_BYTES);
    expect(layoutShift).toBeLessThan(MOST_SHIFT);
    await page.context().close();
  });
});

/** Figures are told and not asserted: they are this machine's. */
const tell = (line: string): void => void process.stdout.write(`    ${line}\n`);
