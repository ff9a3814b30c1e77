import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../cli/database/freePort.ts";
import { createTestDatabase } from "./createDatabase.ts";
import { type CommandResult, datamesh } from "./meshProcess.ts";
import { type ServedProcess, startServedProcess, untilReady } from "./servedProcess.ts";
import type { StandaloneRepository } from "./standaloneRepository.ts";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
type Settings = Readonly<Record<string, string>>;

/** Customers of this repository, and the context of another one, as processes of one mesh. */
export interface JoinedMesh {
  /** Appends an event, each with the command of the repository whose context it is. */
  append(context: "customers" | "branch-network", type: string, data: object): Promise<void>;
  /** Asks as an analyst, until there is an answer without errors, empty lists and nulls. */
  untilAnswered(query: string): Promise<unknown>;
  /** Kills what still runs and removes everything. */
  remove(): Promise<void>;
}

/** The mesh that is joined: what stands in its `datamesh.config.ts`. */
const meshConfig = (url: string): string => `
import { defineMesh, remote } from "${REPOSITORY}kernel/index.ts";
import { customers } from "${REPOSITORY}subgraphs/index.ts";
export default defineMesh({ contexts: [customers, remote({ name: "branch-network", url: "${url}" })] });
`;

/** Migrates and starts it: catalog, gateway, and of each context a subgraph and a projector. */
export async function joinMesh(standalone: StandaloneRepository): Promise<JoinedMesh> {
  const database = await createTestDatabase("standalone");
  const running: ServedProcess[] = [];
  const remove = async (): Promise<void> => {
    await Promise.all(running.map((each) => each.stop("SIGKILL")));
    await database.drop();
  };
  try {
    return { ...(await startAll(standalone, database.url, running)), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function startAll(
  standalone: StandaloneRepository,
  databaseUrl: string,
  running: ServedProcess[],
): Promise<Omit<JoinedMesh, "remove">> {
  const home = dirname(standalone.directory);
  const [catalogPort, customersPort, ownPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const at = (port: number): string => `http://127.0.0.1:${port}`;
  const here = {
    DATAMESH_CONFIG: join(home, "mesh.config.ts"),
    DATAMESH_DATA_DIR: join(home, "data"),
  };
  await writeFile(here.DATAMESH_CONFIG, meshConfig(at(ownPort)));
  const ours = async (args: readonly string[], env: Settings = {}): Promise<string> =>
    printed(await datamesh(args, { ...here, ...env }));
  const theirs = async (args: readonly string[], env: Settings): Promise<string> =>
    printed(await standalone.run("node_modules/.bin/datamesh", args, env));
  const secrets = await migrate(ours, theirs, {
    DATABASE_URL: databaseUrl,
    DATAMESH_DATABASE_SECRET: randomBytes(32).toString("base64url"),
    DATAMESH_ROLE_PREFIX: `s${randomBytes(6).toString("hex")}`,
  });
  // Each process gets the settings it needs, and none of the others' secrets.
  const some = (wanted: RegExp): Settings =>
    Object.fromEntries(Object.entries(secrets).filter(([name]) => wanted.test(name)));

  const start = async (args: readonly string[], env: Settings, where = {}): Promise<ServedProcess> => {
    const started = await startServedProcess(
      ["serve", ...args],
      { LOG_LEVEL: "info", PORT: "0", ...env },
      where,
    );
    running.push(started);
    return started;
  };
  const catalogAt = { DATAMESH_CATALOG_URL: at(catalogPort), DATAMESH_DRAIN: "1s" };
  const subgraphAt = (port: number) => ({ ...catalogAt, PORT: String(port), DATAMESH_ADDRESS: at(port) });
  const own = { program: standalone.program, cwd: standalone.directory };
  const [gateway] = await Promise.all([
    start(["gateway"], { ...here, ...catalogAt, ...some(/_SERVICE_KEY_|_GATEWAY_KEY$/) }),
    start(["catalog"], {
      ...here,
      ...some(/_URL_CATALOG_|_REGISTRATION_KEY_|_SERVICE_KEY_CATALOG$|_GATEWAY_KEY$/),
      PORT: String(catalogPort),
      DATAMESH_ALLOWED_ADDRESSES_CUSTOMERS: at(customersPort),
    }),
    start(["subgraph", "customers"], {
      ...here,
      ...subgraphAt(customersPort),
      ...some(/_URL_CUSTOMERS_READ$|_KEY_CUSTOMERS$/),
    }),
    start(["projector", "customers"], { ...here, ...some(/_URL_CUSTOMERS_PROJECT$/) }),
    start(
      ["subgraph", "branch-network"],
      { ...subgraphAt(ownPort), ...some(/_URL_BRANCH_NETWORK_READ$|_KEY_BRANCH_NETWORK$/) },
      own,
    ),
    start(["projector", "branch-network"], some(/_URL_BRANCH_NETWORK_PROJECT$/), own),
  ]);
  await untilReady(gateway.url);
  const token = (await ours(["token", "--as", "analyst"])).trim();
  return {
    append: async (context, type, data) => {
      const time = "2026-11-01T00:00:00Z";
      const file = join(home, `${type}.ndjson`);
      await writeFile(
        file,
        JSON.stringify({ specversion: "1.0", id: type, source: "/test", type, time, data }),
      );
      if (context === "customers") await ours(["append", context, file], some(/_URL_CUSTOMERS_APPEND$/));
      else await theirs(["append", context, file], some(/_URL_BRANCH_NETWORK_APPEND$/));
    },
    untilAnswered: (query) => untilAnswered(gateway.url, token, query),
  };
}

/** Brings the database to what both repositories declare, each with its own command; answers keys and logins. */
async function migrate(
  ours: (args: readonly string[], env?: Settings) => Promise<string>,
  theirs: (args: readonly string[], env: Settings) => Promise<string>,
  administrator: Settings,
): Promise<Settings> {
  await ours(["migrate"], administrator);
  await theirs(["migrate", "branch-network"], administrator);
  const documents = await Promise.all([
    ours(["keys", "new", "--json"]),
    ours(["db", "urls", "--json"], administrator),
    theirs(["db", "urls", "branch-network", "--json"], administrator),
  ]);
  return Object.assign({}, ...documents.map((each) => JSON.parse(each) as Settings)) as Settings;
}

async function untilAnswered(url: string, token: string, query: string): Promise<unknown> {
  for (;;) {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data?: object | null; errors?: unknown };
    const isWhole = !/\[\]|null/.test(JSON.stringify(data ?? null));
    if (errors === undefined && isWhole) return data;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function printed({ code, stdout, stderr }: CommandResult): string {
  if (code !== 0) throw new Error(`the command ended with ${code}:\n${stdout}\n${stderr}`);
  return stdout;
}
