import { readdir } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { freePort } from "../../cli/database/freePort.ts";
import { type Reader, readerIn } from "../support/followGuide.ts";
import { copyRepository, type RepositoryCopy } from "../support/repositoryCopy.ts";

const TIMEOUT = 360_000;
const GUIDES = resolve(import.meta.dirname, "../../docs/guides");
/** For machines without `curl` and `psql`: as much of them as the guides use. */
const TOOLS = resolve(import.meta.dirname, "../support/tools");
/** An npm that installs without a registry. */
const OFFLINE = resolve(import.meta.dirname, "../support/offline");

/** In this order, since each finds what the one before has made. Those that only ask keep the mesh that runs. */
const IN_ORDER = [
  { guide: "add-a-product.md", keep: false },
  { guide: "add-a-context.md", keep: false },
  { guide: "query-as-an-analyst.md", keep: true },
  { guide: "write-events.md", keep: true },
  { guide: "use-from-a-frontend.md", keep: true },
  { guide: "trusted-documents.md", keep: false },
  { guide: "write-in-your-transaction.md", keep: false },
  { guide: "operate.md", keep: false },
];

describe("the guides, followed as they are written,", () => {
  let copy: RepositoryCopy;
  let reader: Reader;
  beforeAll(async () => {
    copy = await copyRepository();
    const { PATH = "", HOME = "" } = process.env;
    const [port, adminPort] = await Promise.all([freePort(), freePort()]);
    const settings = { PORT: String(port), DATAMESH_ADMIN_PORT: String(adminPort) };
    reader = readerIn(copy.directory, { PATH: [OFFLINE, PATH, TOOLS].join(delimiter), HOME, ...settings });
  }, TIMEOUT);
  afterAll(async () => {
    await reader?.leave();
    await copy?.remove();
  }, TIMEOUT);

  it.each(IN_ORDER)(
    "$guide does what it says",
    async ({ guide, keep }) => {
      expect(await reader.follow(join(GUIDES, guide), { keep })).toBeGreaterThan(3);
    },
    TIMEOUT,
  );

  it("are all of those that there are", async () => {
    expect((await readdir(GUIDES)).toSorted()).toEqual(IN_ORDER.map(({ guide }) => guide).toSorted());
  });
});
