import { setTimeout } from "node:timers/promises";
import { type Browser, chromium } from "playwright-core";

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
  // Pages are held to the rules they have at their users': the package would let them read any origin.
  const args = packaged.args.filter((arg) => arg !== "--disable-web-security");
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
