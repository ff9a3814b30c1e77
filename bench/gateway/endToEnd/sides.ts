import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { MeshDatabase } from "@datamesh/kernel/postgres";
import type { MeshProcess } from "../../../test/support/meshProcess.ts";
import { freePort } from "../processes/freePort.ts";
import type { RunningGateway } from "../processes/gateway.ts";
import { pinToMeasured } from "../processes/pinned.ts";
import { startProcess, untilAnswered } from "../processes/startProcess.ts";
import { bodyOf, cursorBody, type Dialect, OURS, POSTGRAPHILE, type Question } from "./questions.ts";

const PEERS = fileURLToPath(new URL("../../peers/", import.meta.url));
const SCHEMA = "credit_oracle_store";

/** Whether PostGraphile is there; the peers are a package of their own. */
export const postgraphileIsInstalled = (): boolean => existsSync(`${PEERS}/node_modules/postgraphile`);

/** One of the two that are compared. */
export interface Side extends RunningGateway {
  readonly name: string;
  readonly dialect: Dialect;
}

/** A mesh of `datamesh start`, asked by an analyst, on the core that the other side has too; its PostgreSQL is on any. */
export async function ourSide(mesh: MeshProcess): Promise<Side> {
  pinToMeasured(mesh.child.pid ?? 0);
  return {
    name: "DataMesh",
    dialect: OURS,
    port: Number(new URL(mesh.url).port),
    path: "/graphql",
    headers: { authorization: `Bearer ${await mesh.token("analyst")}` },
    pid: mesh.child.pid ?? 0,
    stop: async () => void (await mesh.stop()),
  };
}

/** PostGraphile on the tables of the same database, without rules or tokens. */
export async function postgraphileSide(database: MeshDatabase): Promise<Side> {
  const port = await freePort();
  const command = [process.execPath, "postgraphile.mjs", database.url, SCHEMA, String(port)] as const;
  const env = { ...process.env, NODE_ENV: "production", GRAPHILE_ENV: "production" };
  const started = startProcess("measured", command, { cwd: PEERS, env });
  const side = {
    name: "PostGraphile",
    dialect: POSTGRAPHILE,
    port,
    path: "/graphql",
    headers: {},
    ...started,
  };
  await untilAnswered(`http://127.0.0.1:${port}${side.path}`, {}, "{ __typename }");
  return side;
}

/** Asks one question. */
export async function ask({ port, path, headers }: Side, body: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  return response.json();
}

/** So many different requests for a kind of question, the same of every side. */
export async function bodiesFor(
  side: Side,
  question: Question,
  customers: number,
  most: number,
): Promise<readonly string[]> {
  if (question.rows === undefined) {
    const step = Math.floor(customers / most);
    return Array.from({ length: most }, (_, index) => bodyOf(side.dialect, question, `c-${index * step}`));
  }
  const bodies: string[] = [];
  let after: string | null = null;
  while (bodies.length < Math.min(most, customers / 1_000 - 1)) {
    bodies.push(bodyOf(side.dialect, question, after));
    const { data } = (await ask(side, cursorBody(side.dialect, after))) as {
      data: Record<string, { pageInfo: { endCursor: string } }>;
    };
    after = data[side.dialect.many]?.pageInfo.endCursor ?? null;
  }
  return bodies;
}
