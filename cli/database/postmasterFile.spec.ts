import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPostmaster } from "./findPostmaster.ts";
import { parsePostmaster, postmasterFile, readPostmaster } from "./postmasterFile.ts";

const READY = "4212\n/srv/postgres\n1795417924\n54999\n\n127.0.0.1\n  2146375         4\nready   \n";

test("a complete file tells pid, port and status", () => {
  expect(parsePostmaster(READY)).toEqual({ pid: 4212, port: 54999, status: "ready" });
});

test("a file of a server in its first moment has no status yet", () => {
  expect(parsePostmaster("4212\n/srv/postgres\n1795417924\n54999\n")).toEqual({
    pid: 4212,
    port: 54999,
    status: "",
  });
});

test("a server in single-user mode writes its pid negative", () => {
  expect(parsePostmaster("-4212\n/srv/postgres\n1795417924\n0\n")).toMatchObject({ pid: 4212, port: 0 });
});

test.each(["", "\n", "nonsense\n"])("%j names no server", (content) => {
  expect(parsePostmaster(content)).toBeUndefined();
});

describe("in a directory", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "datamesh-postmaster-"));
  });
  afterEach(() => rm(directory, { recursive: true }));

  test("without the file no server is found", async () => {
    expect(await readPostmaster(directory)).toBeUndefined();
  });

  test("a file that names a live process of another program is read, but is no server", async () => {
    await writeFile(postmasterFile(directory), READY.replace("4212", String(process.pid)));
    expect(await readPostmaster(directory)).toMatchObject({ pid: process.pid });
    expect(await findPostmaster(directory)).toBeUndefined();
  });
});
