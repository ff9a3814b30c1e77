import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** A browser page of the application, and what went wrong on it. */
export interface WebPage {
  readonly page: Page;
  /** Errors and refusals of the policy that the console told, and errors that nobody caught. */
  readonly complaints: string[];
  /** What was asked of any other origin. */
  readonly foreign: string[];
  /** Opens an address of the application and chooses a persona where nobody is signed in. */
  readonly open: (path: string, persona?: string) => Promise<void>;
}

/** Opens a page on the application at `url`, in a context of its own: nobody is signed in. */
export async function openWebPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WebPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    locale: "en-GB",
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const foreign: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== url)
      foreign.push(request.url());
  });
  const open = async (path: string, persona = "analyst"): Promise<void> => {
    await page.goto(`${url}${path}`);
    const choice = page.getByRole("button", { name: persona });
    const menu = page.getByLabel("Reading as");
    await choice.or(menu).first().waitFor();
    if (await choice.isVisible()) await choice.click();
    else await menu.selectOption(persona);
    await page.getByRole("navigation", { name: "Pages", exact: true }).waitFor();
  };
  return { page, complaints, foreign, open };
}
