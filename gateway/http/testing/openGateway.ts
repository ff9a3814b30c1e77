import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Consumer } from "@datamesh/kernel/policy";
import type { Mesh } from "../../types.ts";
import { createGateway } from "../createGateway.ts";
import type { DoorConfig, GatewayParts } from "../createGateway.ts";
import { fakeMesh, meshInPlace } from "./fakeMesh.ts";
import { logLines } from "./logLines.ts";

/** What a test wants otherwise than usual. */
export interface Wishes extends Partial<Omit<GatewayParts, "mesh" | "config" | "log">> {
  readonly mesh?: Mesh | "none";
  readonly config?: Partial<DoorConfig>;
}

const ada: Consumer = { id: "ada", roles: ["analyst"], scopes: [] };

/** The one token that is accepted; `other` ones are refused. */
export const TOKEN = "valid-token";

/** A directory that is not there: most tests need no browser application. */
const NOT_BUILT = join(tmpdir(), "datamesh-web-that-is-not-built");

/** A gateway that does not listen yet, with a log that can be read. */
export function newGateway({ mesh = fakeMesh(), config, ...wishes }: Wishes = {}) {
  const place = meshInPlace(mesh === "none" ? undefined : mesh);
  const { log, ...written } = logLines();
  const gateway = createGateway({
    mesh: place,
    verifyToken: (token) =>
      Promise.resolve(token === TOKEN ? { ok: true, consumer: ada } : { ok: false, reason: "BAD_SIGNATURE" }),
    readiness: () => ({ ready: true }),
    accessLog: { record: () => Promise.resolve() },
    log,
    config: { host: "127.0.0.1", port: 0, corsOrigins: [], web: NOT_BUILT, examples: [], ...config },
    ...wishes,
  });
  return { gateway, mesh: place, ...written };
}

/** A gateway that listens on a free port, and ways to ask it. */
export async function openGateway(wishes: Wishes = {}) {
  const { gateway, ...opened } = newGateway(wishes);
  const { url } = await gateway.listen();
  const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}`, ...headers },
      body: typeof body === "string" || body instanceof Blob ? body : JSON.stringify(body),
    });
  const ask = async (query: string, variables?: object): Promise<unknown> =>
    (await post({ query, variables })).json();
  return { ...opened, gateway, url, post, ask, stop: () => gateway.stop() };
}
