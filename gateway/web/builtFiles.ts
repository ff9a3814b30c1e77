import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { SCRIPT_POLICY } from "../http/securityHeaders.ts";
import { keptContent } from "./content.ts";
import { contentType } from "./contentType.ts";
import type { Served } from "./serveContent.ts";

/** The application as it was built. */
export interface BuiltFiles {
  /** The page of every path of the application. */
  readonly page: Served;
  /** The document that stands in a frame of the playground, if there is one. */
  readonly editor: Served | undefined;
  /** All else, by the path it is served under. */
  readonly files: ReadonlyMap<string, Served>;
}

const PAGE = "index.html";
const EDITOR = "editor.html";
/** Names of files in this folder change with what they hold. */
const HASHED = "/assets/";

/**
 * Lists what was built in a directory; undefined if nothing was. Nothing that is added later is served, nor links, nor
 * files of types that no application consists of.
 */
export function builtFiles(directory: string): BuiltFiles | undefined {
  if (!existsSync(join(directory, PAGE))) return undefined;
  const names = listFiles(directory);
  return {
    page: fileOf(directory, PAGE),
    editor: names.includes(EDITOR) ? fileOf(directory, EDITOR) : undefined,
    files: new Map(
      names
        .filter((name) => !name.endsWith(".html") && contentType(name) !== undefined)
        .map((name) => [`/${name}`, fileOf(directory, name, headersOf(`/${name}`))]),
    ),
  };
}

/** The names of all files beneath a directory, relative to it, with `/` between folders. */
function listFiles(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(directory, join(parentPath, name)).replaceAll(sep, "/"));
}

function fileOf(directory: string, name: string, headers: Served["headers"] = {}): Served {
  const type = contentType(name) ?? "application/octet-stream";
  return { type, headers, content: keptContent(() => readFile(join(directory, name))) };
}

function headersOf(path: string): Served["headers"] {
  return {
    ...(path.startsWith(HASHED) && { "cache-control": "public, max-age=31536000, immutable" }),
    ...(path.endsWith(".js") && { "content-security-policy": SCRIPT_POLICY }),
  };
}
