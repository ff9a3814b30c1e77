import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readFeed } from "../../gateway/supergraph/supergraphFeed.ts";
import { freePort } from "../../cli/database/freePort.ts";
import { sampleEvents } from "../../cli/sample/sampleEvents.ts";
import { createTestDatabase } from "./createDatabase.ts";
import { datamesh, makeDataDirectory } from "./meshProcess.ts";
import { PROCESS_SHAPE, type ServiceName } from "./processShape.ts";
import { type ServedProcess, startServedProcess } from "./servedProcess.ts";

type Settings = Readonly<Record<string, string>>;

/** A mesh whose parts are processes of their own, on a database of its own. Nothing runs yet. */
export interface ProcessMesh {
  /** Runs `datamesh migrate`, and answers what it printed. */
  migrate(): Promise<string>;
  /** Runs a command as an administrator does, and answers what it printed. */
  command(...args: readonly string[]): Promise<string>;
  /** Appends the made-up history, each context's with the login that may append to it and no other. */
  appendSample(): Promise<void>;
  /** Starts a process of the shape with the settings it needs and no others but those that are given. */
  start(
    service: ServiceName,
    options?: { readonly port?: number; readonly env?: Settings },
  ): Promise<ServedProcess>;
  /** Ports at which a context's replicas may be: two for each. */
  portsOf(context: string): readonly number[];
  /** Where the gateways look for a context's replicas, as the last of them to learn of a change has kept it. */
  knownAddresses(context: string): Promise<readonly string[]>;
  token(persona: string): Promise<string>;
  /** Kills what still runs and removes everything. */
  remove(): Promise<void>;
}

const CONTEXTS = ["credit-oracle", "customers", "lending", "models"] as const;
const REPLICAS = 2;
const inCapitals = (context: string): string => context.replaceAll("-", "_").toUpperCase();

/** Prepares one: a database, keys, ports and addresses. `drain` is how long processes still answer once they stop. */
export async function prepareProcessMesh(options: { readonly drain: string }): Promise<ProcessMesh> {
  const database = await createTestDatabase("processes");
  const directory = await makeDataDirectory();
  const administrator = {
    DATABASE_URL: database.url,
    DATAMESH_DATABASE_SECRET: randomBytes(32).toString("base64url"),
    DATAMESH_ROLE_PREFIX: `p${randomBytes(6).toString("hex")}`,
  };
  const secrets: Settings = {
    ...(JSON.parse(await output(["keys", "new", "--json"], {})) as Settings),
    ...(JSON.parse(await output(["db", "urls", "--json"], administrator)) as Settings),
  };
  const ports = new Map<string, readonly number[]>();
  for (const context of CONTEXTS) {
    ports.set(context, await Promise.all(Array.from({ length: REPLICAS }, () => freePort())));
  }
  const portsOf = (context: string): readonly number[] => ports.get(context) ?? [];
  const catalogPort = await freePort();
  const common = { LOG_LEVEL: "info", DATAMESH_DRAIN: options.drain };
  const settingsFor = settingsOf(secrets, portsOf, `http://127.0.0.1:${catalogPort}`);
  const running = new Set<ServedProcess>();
  return {
    migrate: () => output([...PROCESS_SHAPE.migrate], administrator),
    command: (...args) => output(args, administrator),
    appendSample: async () => {
      await Promise.all(
        CONTEXTS.map((context) =>
          append(context, { [login(context, "APPEND")]: secrets[login(context, "APPEND")] ?? "" }),
        ),
      );
    },
    start: async (service, { port, env } = {}) => {
      const settings = settingsFor(service, port ?? (service === "catalog" ? catalogPort : 0));
      const data: Settings = service === "gateway" ? { DATAMESH_DATA_DIR: directory.path } : {};
      const all = { ...common, ...settings, ...data, ...env };
      const started = await startServedProcess(PROCESS_SHAPE[service], all);
      running.add(started);
      return started;
    },
    portsOf,
    knownAddresses: async (context) => {
      const feed = readFeed(await readFile(join(directory.path, "supergraph.json"), "utf8"));
      return feed.addresses[context]?.addresses ?? [];
    },
    token: async (persona) =>
      (await output(["token", "--as", persona], { DATAMESH_DATA_DIR: directory.path })).trim(),
    remove: async () => {
      await Promise.all([...running].map((each) => each.stop("SIGKILL")));
      await directory.remove();
      await database.drop();
    },
  };
}

/** Which settings a process needs, and no others. */
function settingsOf(secrets: Settings, portsOf: (context: string) => readonly number[], catalogUrl: string) {
  const some = (...names: readonly string[]): Settings =>
    Object.fromEntries(names.map((name) => [name, secrets[name] ?? ""]));
  const serviceKey = (context: string): string => `DATAMESH_SERVICE_KEY_${inCapitals(context)}`;
  const registrationKey = (context: string): string => `DATAMESH_REGISTRATION_KEY_${inCapitals(context)}`;
  return (service: ServiceName, port: number): Settings => {
    const listen = { PORT: String(port) };
    const [kind = "", ...rest] = service.split("-");
    const context = rest.join("-");
    switch (kind) {
      case "catalog":
        return {
          ...listen,
          ...some("DATAMESH_GATEWAY_KEY", serviceKey("catalog"), ...CONTEXTS.map(registrationKey)),
          ...some(...["APPEND", "PROJECT", "READ"].map((duty) => login("catalog", duty))),
          ...Object.fromEntries(
            CONTEXTS.map((each) => [
              `DATAMESH_ALLOWED_ADDRESSES_${inCapitals(each)}`,
              portsOf(each)
                .map((each) => `http://127.0.0.1:${each}`)
                .join(","),
            ]),
          ),
        };
      case "subgraph":
        return {
          ...listen,
          ...some(login(context, "READ"), login(context, "APPEND")),
          ...some(serviceKey(context), registrationKey(context)),
          DATAMESH_ADDRESS: `http://127.0.0.1:${port}`,
          DATAMESH_CATALOG_URL: catalogUrl,
        };
      case "projector":
        return { ...listen, ...some(login(context, "PROJECT")) };
      default:
        return {
          ...listen,
          ...some("DATAMESH_GATEWAY_KEY", ...CONTEXTS.map(serviceKey), serviceKey("catalog")),
          DATAMESH_CATALOG_URL: catalogUrl,
        };
    }
  };
}

const login = (context: string, duty: string): string => `DATAMESH_URL_${inCapitals(context)}_${duty}`;

async function append(context: string, settings: Settings): Promise<void> {
  const lines = (sampleEvents()[context] ?? []).map(({ occurredAt, ...event }) =>
    JSON.stringify({ specversion: "1.0", source: "/sample", time: occurredAt, ...event }),
  );
  await output(["append", context], settings, lines.join("\n"));
}

async function output(args: readonly string[], env: Settings, input = ""): Promise<string> {
  const { code, stdout, stderr } = await datamesh(args, env, input);
  if (code !== 0) throw new Error(`datamesh ${args.join(" ")} ended with ${code}:\n${stdout}\n${stderr}`);
  return stdout;
}
