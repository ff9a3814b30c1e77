import { appendFile, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverLog } from "./serverLog.ts";

let home: string;
let directory: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "datamesh-log-"));
  directory = join(home, "postgres");
});
afterEach(() => rm(home, { recursive: true }));

test("the log lies beside the data directory and is its owner's only", async () => {
  const log = await serverLog(directory, undefined, "secret");
  expect(log.file).toBe(join(home, "postgres.log"));
  expect((await stat(log.file)).mode & 0o777).toBe(0o600);
});

test("a tail holds the last twenty of the lines that are new, and never the secret", async () => {
  await writeFile(`${directory}.log`, "an older start\n");
  const log = await serverLog(directory, undefined, "hunter2");
  const before = await log.size();
  expect(await log.tail(before)).toEqual([""]);
  const lines = Array.from({ length: 21 }, (_, index) => `line ${index} hunter2`);
  await appendFile(log.file, `${lines.join("\n")}\n`);
  expect(await log.tail(before)).toEqual(lines.slice(1).map((line) => line.replace("hunter2", "***")));
});

test("a log that has grown large is put aside once", async () => {
  await writeFile(`${directory}.log`, "x".repeat(11 * 1024 * 1024));
  const log = await serverLog(directory, undefined, "secret");
  expect(await log.size()).toBe(0);
  expect((await stat(`${directory}.log.old`)).size).toBe(11 * 1024 * 1024);
});

test("a link in the log's place is not followed", async () => {
  const precious = join(home, "precious");
  await writeFile(precious, "untouched", { mode: 0o644 });
  await symlink(precious, `${directory}.log`);
  await expect(serverLog(directory, undefined, "secret")).rejects.toThrow("ELOOP");
  expect((await stat(precious)).mode & 0o777).toBe(0o644);
  expect(await readFile(precious, "utf8")).toBe("untouched");
});
