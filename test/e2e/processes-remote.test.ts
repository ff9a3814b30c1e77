import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { freePort } from "../../cli/database/freePort.ts";
import { sampleEvents } from "../../cli/sample/sampleEvents.ts";
import { createTestDatabase, type TestDatabase } from "../support/createDatabase.ts";
import { datamesh, type MeshProcess, startMeshProcess } from "../support/meshProcess.ts";
import { type ServedProcess, startServedProcess, untilReady } from "../support/servedProcess.ts";

const TIMEOUT = 180_000;
const ROOT = resolve(import.meta.dirname, "../..");
const module = (path: string): string => JSON.stringify(pathToFileURL(join(ROOT, path)).href);

const QUERY = `{ customerCreditScoresV2(first: 1, orderBy: [{ field: score, direction: ASC }]) {
  totalCount nodes { segment customer { country } } } }`;

interface Scores {
  readonly customerCreditScoresV2: {
    readonly totalCount: number;
    readonly nodes: readonly { segment: string | null; customer: { country: string } | null }[];
  } | null;
}

describe("a mesh on one machine, one context of which runs elsewhere", () => {
  let home: string;
  let database: TestDatabase;
  let administrator: Record<string, string>;
  let mesh: MeshProcess | undefined;
  const processes: ServedProcess[] = [];
  const key = (): string => randomBytes(32).toString("base64url");

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "datamesh-remote-"));
    database = await createTestDatabase("remote");
    administrator = {
      DATABASE_URL: database.url,
      DATAMESH_DATABASE_SECRET: key(),
      DATAMESH_ROLE_PREFIX: `r${randomBytes(6).toString("hex")}`,
      DATAMESH_DATA_DIR: join(home, "data"),
    };
  });

  afterAll(async () => {
    await Promise.all(processes.map((each) => each.stop("SIGKILL")));
    await mesh?.stop("SIGKILL");
    await rm(home, { recursive: true, force: true });
    await database?.drop();
  }, TIMEOUT);

  const run = async (args: readonly string[], env: Record<string, string>, input = ""): Promise<string> => {
    const { code, stdout, stderr } = await datamesh(args, env, input);
    if (code !== 0) throw new Error(`datamesh ${args.join(" ")} ended with ${code}:\n${stderr}`);
    return stdout;
  };

  it(
    "migrates that context alone, once",
    async () => {
      const first = JSON.parse(await run(["migrate", "customers", "--json"], administrator)) as {
        migrated: readonly {
          context: string;
          made: { roles: string[]; schemas: string[]; relations: string[] };
        }[];
      };
      expect(first.migrated.map(({ context }) => context)).toEqual(["customers"]);
      expect(first.migrated[0]?.made.roles).toHaveLength(4);
      expect(first.migrated[0]?.made.schemas).toEqual(["customers", "customers_store"]);
      expect(first.migrated[0]?.made.relations).toContain("customers.customer_profiles_v1");
      expect(await run(["migrate", "customers"], administrator)).toBe("customers: nothing was missing\n");
    },
    TIMEOUT,
  );

  it(
    "answers across both, and folds the other's product into its own",
    async () => {
      const [port, doorPort] = [await freePort(), await freePort()];
      const keys = { DATAMESH_SERVICE_KEY_CUSTOMERS: key(), DATAMESH_REGISTRATION_KEY_CUSTOMERS: key() };
      const config = join(home, "mesh.config.mts");
      await writeFile(
        config,
        `import { defineMesh, remote } from ${module("kernel/index.ts")};
         import { creditOracle, models } from ${module("subgraphs/index.ts")};
         const customers = remote({
           name: "customers", url: "http://127.0.0.1:${port}", products: ["customer-profiles@1"] });
         export default defineMesh({ contexts: [creditOracle, models, customers] });`,
      );
      mesh = await startMeshProcess({
        ...administrator,
        ...keys,
        DATAMESH_CONFIG: config,
        DATAMESH_DOOR_PORT: String(doorPort),
      });
      const token = await mesh.token("analyst");
      const urls = JSON.parse(await run(["db", "urls", "customers", "--json"], administrator)) as Record<
        string,
        string
      >;
      const only = (name: string) => ({ [name]: urls[name] ?? "" });
      const events = (sampleEvents()["customers"] ?? []).map(({ occurredAt, ...event }) =>
        JSON.stringify({ specversion: "1.0", source: "/sample", time: occurredAt, ...event }),
      );
      await run(["append", "customers"], only("DATAMESH_URL_CUSTOMERS_APPEND"), events.join("\n"));
      processes.push(
        await startServedProcess(["serve", "projector", "customers"], {
          PORT: "0",
          ...only("DATAMESH_URL_CUSTOMERS_PROJECT"),
        }),
        await startServedProcess(["serve", "subgraph", "customers"], {
          PORT: String(port),
          DATAMESH_ADDRESS: `http://127.0.0.1:${port}`,
          DATAMESH_CATALOG_URL: `http://127.0.0.1:${doorPort}`,
          ...keys,
          ...only("DATAMESH_URL_CUSTOMERS_READ"),
        }),
      );
      await Promise.all(processes.map(({ url }) => untilReady(url)));
      const { customerCreditScoresV2 } = await untilJoined(mesh, token);
      expect(customerCreditScoresV2?.totalCount).toBe(200);
      expect(customerCreditScoresV2?.nodes[0]?.segment).toMatch(/\w+/);
      expect(customerCreditScoresV2?.nodes[0]?.customer?.country).toMatch(/^[A-Z]{2}$/);
    },
    TIMEOUT,
  );

  it("tells a process what the database lacks for it, and ends", async () => {
    const urls = JSON.parse(await run(["db", "urls", "lending", "--json"], administrator)) as Record<
      string,
      string
    >;
    const { code, stderr } = await datamesh(["serve", "projector", "lending"], {
      DATAMESH_URL_LENDING_PROJECT: urls["DATAMESH_URL_LENDING_PROJECT"] ?? "",
    });
    expect(code).toBe(2);
    expect(stderr).toContain("the database is not migrated for this mesh");
    expect(stderr).toContain("the login of lending to project is not let in");
  });
});

/** Asks until the remote context has registered and the projector has caught up with it. */
async function untilJoined(mesh: MeshProcess, token: string): Promise<Scores> {
  for (;;) {
    const { body } = await mesh.ask(token, QUERY);
    const scores = body.data as Scores | null | undefined;
    const [row] = scores?.customerCreditScoresV2?.nodes ?? [];
    if (body.errors === undefined && scores && row?.segment && row.customer) return scores;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
