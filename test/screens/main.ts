/** Pictures of every page in both themes, of a mesh that is started for it: `npm run screens -- --out DIR`. */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { datamesh, makeDataDirectory, type MeshProcess, startMeshProcess } from "../support/meshProcess.ts";
import { openWebPage } from "../support/webPage.ts";
import { SCREENS } from "./pages.ts";

const HELP = `usage: npm run screens -- [--out DIR] [--width PIXELS] [--only NAME,NAME]

Takes pictures of every page, light and dark, and writes them to DIR (.datamesh/screens).
Pages: ${SCREENS.map(({ name }) => name).join(", ")}`;

const { values } = parseArgs({
  options: {
    out: { type: "string", default: ".datamesh/screens" },
    width: { type: "string", default: "1280" },
    only: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(HELP);
else await takeAll();

async function takeAll(): Promise<void> {
  const out = resolve(values.out);
  await mkdir(out, { recursive: true });
  const directory = await makeDataDirectory();
  const env = { DATAMESH_DATA_DIR: directory.path, LOG_LEVEL: "warn" };
  const mesh = await startMeshProcess(env);
  const browser = await startBrowser();
  try {
    await useIt(mesh);
    await datamesh(["verify", "customer-credit-scores@2"], env);
    for (const theme of ["light", "dark"] as const) await take(browser, mesh.url, theme, out);
  } finally {
    await browser.close();
    await mesh.stop();
    await directory.remove();
  }
}

/** Some traffic, so that there is something to measure. */
async function useIt(mesh: MeshProcess): Promise<void> {
  const token = await mesh.token("analyst");
  const query = "{ customerCreditScoresV2(first: 5) { nodes { score customer { country } } } }";
  for (let n = 0; n < 40; n += 1) await mesh.ask(token, query);
}

async function take(browser: Browser, url: string, theme: "light" | "dark", out: string): Promise<void> {
  const viewport = { width: Number(values.width), height: 860 };
  const { page, open } = await openWebPage(browser, url, { colorScheme: theme, viewport });
  const wanted = values.only?.split(",");
  for (const { name, path, shows, persona, ready } of SCREENS) {
    if (wanted !== undefined && !wanted.includes(name)) continue;
    await open(path, persona);
    await page.getByText(shows).first().waitFor();
    await ready?.(page);
    await page.waitForLoadState("networkidle");
    const file = join(out, `${name}-${theme}.png`);
    await page.screenshot({ path: file });
    console.log(file);
  }
  await page.context().close();
}
