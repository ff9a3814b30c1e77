import type { ServerResponse } from "node:http";
import { MeshError } from "@datamesh/kernel";
import type { LiveResult } from "./liveEvent.ts";
import type { LiveSettings } from "./liveSettings.ts";

const PING = ":\n\n";
const COMPLETE = "event: complete\ndata:\n\n";

/**
 * Writes results as server-sent events, each when the one before has been taken: what is not taken for too long ends the
 * stream with SLOW_READER. Resolves when the response is over, and never rejects.
 */
export async function writeEvents(
  response: ServerResponse,
  results: AsyncGenerator<LiveResult, void>,
  { drainMs, pingMs }: Pick<LiveSettings, "drainMs" | "pingMs">,
): Promise<void> {
  const pinging = setInterval(() => {
    if (!response.writableNeedDrain) response.write(PING);
  }, pingMs);
  let position: unknown;
  try {
    response.write(PING);
    for await (const result of results) {
      if (response.destroyed) return;
      position = positionOf(result) ?? position;
      if (response.write(eventText(result))) continue;
      const drained = await drain(response, drainMs);
      if (drained === "slow") return endSlow(response, position);
    }
    response.end(COMPLETE);
  } catch {
    response.destroy();
  } finally {
    clearInterval(pinging);
  }
}

const eventText = (result: LiveResult): string => `event: next\ndata: ${JSON.stringify(result)}\n\n`;

function positionOf({ extensions }: LiveResult): unknown {
  return (extensions?.["datamesh"] as { readonly position?: unknown } | undefined)?.position;
}

/** Resolves when what was written has been taken, when the response is over, or when that takes too long. */
function drain(response: ServerResponse, milliseconds: number): Promise<"drained" | "slow"> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end("slow"), milliseconds);
    const drained = (): void => end("drained");
    function end(how: "drained" | "slow"): void {
      clearTimeout(timer);
      response.off("drain", drained).off("close", drained);
      resolve(how);
    }
    response.once("drain", drained).once("close", drained);
  });
}

/** It may still be read; if not soon, the connection is cut. */
function endSlow(response: ServerResponse, position: unknown): void {
  response.end(`${eventText(slowResult(position))}${COMPLETE}`);
  setTimeout(() => response.destroy(), LAST_MS).unref();
}

const LAST_MS = 5_000;

/** What a reader is told that is too slow. */
export function slowResult(position: unknown): LiveResult {
  const { code, message } = new MeshError(
    "SLOW_READER",
    "what was sent was not read: go on behind this position",
  );
  return { errors: [{ message, extensions: { code, ...(position !== undefined && { position }) } }] };
}
