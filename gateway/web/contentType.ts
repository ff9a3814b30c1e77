import { extname } from "node:path";

const TYPES: ReadonlyMap<string, string> = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".png", "image/png"],
  [".ico", "image/x-icon"],
  [".ttf", "font/ttf"],
  [".woff2", "font/woff2"],
  [".json", "application/json"],
  [".map", "application/json"],
  [".webmanifest", "application/manifest+json"],
]);

/** The media type of a file by the end of its name; undefined for those a browser application does not consist of. */
export function contentType(file: string): string | undefined {
  return TYPES.get(extname(file));
}
