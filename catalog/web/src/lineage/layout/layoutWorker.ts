import { layout, type LayoutRequest } from "./layout.ts";

// Computes a layout off the page's thread, so that the page stays usable meanwhile.
addEventListener("message", ({ data }: MessageEvent<LayoutRequest>) => postMessage(layout(data)));
