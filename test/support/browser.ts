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
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args: [...packaged.args, ...quiet],
    headless: true,
  });
}
