import { SCREENS } from "../screens/pages.ts";
import { axeViolations } from "../support/axe.ts";
import { meshAndBrowser } from "../support/meshAndBrowser.ts";
import { openWebPage } from "../support/webPage.ts";

describe("every page, held against WCAG 2.2 AA by axe", () => {
  const { mesh, browser } = meshAndBrowser();

  it.each(["light", "dark"] as const)(
    "breaks no rule, %s and wide",
    async (colorScheme) => {
      const { page, open } = await openWebPage(browser(), mesh().url, { colorScheme });
      await page.goto(mesh().url);
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      for (const { path, shows, persona, ready } of SCREENS) {
        await open(path, persona);
        await page.getByText(shows).first().waitFor();
        await ready?.(page);
        expect({ path, broken: await axeViolations(page) }).toEqual({ path, broken: [] });
      }
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("option").first().waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.context().close();
    },
    240_000,
  );

  it("breaks no rule at 360 pixels, and nothing reaches beyond the window", async () => {
    const viewport = { width: 360, height: 740 };
    const { page, open } = await openWebPage(browser(), mesh().url, { viewport });
    for (const { path, shows, persona, ready } of SCREENS) {
      await open(path, persona);
      await page.getByText(shows).first().waitFor();
      await ready?.(page);
      const beyond = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect({ path, beyond: Number(beyond) <= 0, broken: await axeViolations(page) }).toEqual({
        path,
        beyond: true,
        broken: [],
      });
    }
    await page.context().close();
  }, 240_000);
});
