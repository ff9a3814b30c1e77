import type { Page } from "playwright-core";

/** What a reader feels of a page. Times in milliseconds, shifts as Cumulative Layout Shift counts them (web.dev/cls). */
export interface PageFigures {
  /** First Contentful Paint. */
  readonly firstPaint: number;
  /** The slowest answer to a key or a click: from the event until the next picture. */
  readonly interaction: number;
  readonly layoutShift: number;
}

/** Begins to watch every document that the page loads from now on. */
export async function watchFigures(page: Page): Promise<void> {
  await page.addInitScript(`
    globalThis.figures = { interaction: 0, layoutShift: 0, firstPaint: 0 };
    const watch = (type, options, note) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...options });
    watch("event", { durationThreshold: 16 }, ({ interactionId, duration }) => {
      if (interactionId > 0) figures.interaction = Math.max(figures.interaction, duration);
    });
    watch("layout-shift", {}, ({ hadRecentInput, value }) => {
      if (!hadRecentInput) figures.layoutShift += value;
    });
    watch("paint", {}, ({ name, startTime }) => {
      if (name === "first-contentful-paint") figures.firstPaint = startTime;
    });`);
}

/** The figures of the document that is loaded. */
export const readFigures = (page: Page): Promise<PageFigures> => page.evaluate<PageFigures>("figures");

/** Counts what comes over the wire from now on, nothing of it kept before: compressed, in bytes, so far. */
export async function countBytes(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  return () => bytes;
}
