import { setTimeout } from "node:timers/promises";
import { type Browser, chromium } from "playwright-core";

/**
 * What the package would have otherwise than at users: pages that read any origin, and one process for all, which ends
 * with the first window that is closed.
 */
const UNLIKE_USERS = new Set(["--disable-web-security", "--single-process", "--no-zygote"]);

/**
 * A headless Chromium that comes with the npm packages. It is told that it runs where its package brings the shared
 * libraries along too, since a bare machine has none of them.
 */
export async function startBrowser(): Promise<Browser> {
  process.env["AWS_LAMBDA_JS_RUNTIME"] ??= "nodejs22.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  const quiet = [
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  const args = packaged.args.filter((arg) => !UNLIKE_USERS.has(arg));
  const launch = async (attemptsLeft: number): Promise<Browser> => {
    const executablePath = await packaged.executablePath();
    try {
      return await chromium.launch({ executablePath, args: [...args, ...quiet], headless: true });
    } catch (error) {
      // Another test may be unpacking the same file at this moment.
      if (attemptsLeft === 0 || !/ETXTBSY|shared libraries/.test(String(error))) throw error;
      await setTimeout(500);
      return launch(attemptsLeft - 1);
    }
  };
  return launch(20);
}
