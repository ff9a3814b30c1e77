import { readFile, stat } from "node:fs/promises";
import { MeshError } from "@datamesh/kernel";
import { isUrl } from "./standaloneSettings.ts";

/**
 * Reads a supergraph; undefined when it is the one that was read last. Rejects with NOT_FOUND where there is no such file,
 * and with UNAVAILABLE otherwise, saying why.
 */
export type ReadSupergraph = () => Promise<string | undefined>;

const DEADLINE_MS = 5_000;
const MAX_BYTES = 64 * 1_024 * 1_024;

/** Reads it from a file, or from a URL as GraphQL SDL. */
export function supergraphSource(supergraph: string): ReadSupergraph {
  return isUrl(supergraph) ? fromUrl(supergraph) : fromFile(supergraph);
}

function fromFile(path: string): ReadSupergraph {
  let last: string | undefined;
  return async () => {
    try {
      const { mtimeMs, ino, size } = await stat(path);
      const version = `${ino} ${size} ${mtimeMs}`;
      if (version === last) return undefined;
      const sdl = await readFile(path, "utf8");
      last = version;
      return sdl;
    } catch (cause) {
      throw unavailable(path, (cause as NodeJS.ErrnoException).code, cause);
    }
  };
}

function fromUrl(url: string): ReadSupergraph {
  let etag: string | undefined;
  let last: string | undefined;
  return async () => {
    const response = await fetch(url, {
      headers: { accept: "application/graphql, text/plain, */*", ...(etag && { "if-none-match": etag }) },
      redirect: "error",
      signal: AbortSignal.timeout(DEADLINE_MS),
    }).catch((cause: unknown) => {
      throw unavailable(url, (cause as { cause?: { code?: string } }).cause?.code, cause);
    });
    if (response.status === 304) return undefined;
    if (response.status !== 200) throw unavailable(url, `status ${response.status}`);
    if (Number(response.headers.get("content-length") ?? 0) > MAX_BYTES) throw unavailable(url, "too large");
    const sdl = await response.text();
    if (sdl === last) return undefined;
    etag = response.headers.get("etag") ?? undefined;
    last = sdl;
    return sdl;
  };
}

function unavailable(where: string, reason = "it cannot be read", cause?: unknown): MeshError {
  const code = reason === "ENOENT" ? "NOT_FOUND" : "UNAVAILABLE";
  return new MeshError(code, `there is no supergraph at ${where}: ${reason}`, {}, { cause });
}
