import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileAccessLog, openFileAccessLog } from "../audit/index.ts";
import { record } from "../audit/testing/logDirectory.ts";
import { rememberTokens } from "../authenticate/index.ts";
import { subscriberCounts } from "../live/subscriberCounts.ts";
import { doorCounts } from "../measure/index.ts";
import { doorMetrics } from "./doorMetrics.ts";
import { prometheusText } from "./prometheusText.ts";

let counts: ReturnType<typeof doorCounts>;
beforeEach(() => {
  counts = doorCounts();
});
const lines = (): readonly string[] => prometheusText(doorMetrics(counts)).split("\n");

it("how tokens were verified: known, anew, or together with another request", async () => {
  const consumer = { id: "ada", roles: [], scopes: [] };
  const { verify } = rememberTokens({
    verify: () => Promise.resolve({ ok: true, consumer, expiresAt: new Date(100_000) }),
    now: () => new Date(0),
    counts: counts.tokens,
  });
  await Promise.all([verify("t"), verify("t"), verify("u")]);
  await verify("t");
  expect(lines()).toEqual(
    expect.arrayContaining([
      'datamesh_tokens_total{served="hit"} 1',
      'datamesh_tokens_total{served="miss"} 2',
      'datamesh_tokens_total{served="shared"} 1',
    ]),
  );
});

it("the streams that are open, by what they are sent over, and not those that were refused or are over", () => {
  const subscribers = subscriberCounts({ perConsumer: 2, inAll: 3 }, counts.streams);
  const over = subscribers.admit("ada", "sse");
  subscribers.admit("ada", "sse");
  subscribers.admit("bob", "websocket");
  expect(() => subscribers.admit("ada", "websocket")).toThrow(/may have no more/);
  const open = (sse: number, websocket: number) =>
    expect.arrayContaining([
      `datamesh_streams_open{transport="sse"} ${sse}`,
      `datamesh_streams_open{transport="websocket"} ${websocket}`,
    ]);
  expect(lines()).toEqual(open(2, 1));
  over();
  over();
  expect(lines()).toEqual(open(1, 1));
});

describe("of the access log", () => {
  let directory: string;
  const logs: FileAccessLog[] = [];
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "datamesh-access-"));
  });
  afterEach(async () => {
    await Promise.all(logs.splice(0).map((log) => log.stop()));
    await rm(directory, { recursive: true, force: true });
  });
  const open = async (path: string): Promise<FileAccessLog> => {
    const log = await openFileAccessLog(path, counts.accessLog);
    logs.push(log);
    return log;
  };

  it("the requests that wait for it, and how often and how long it was written", async () => {
    const log = await open(join(directory, "access.ndjson"));
    expect(lines()).toContain("datamesh_access_log_write_seconds_count 0");
    const recorded = [record(log, "r1"), record(log, "r2")];
    expect(lines()).toContain("datamesh_access_log_waiting 2");
    await Promise.all(recorded);
    await record(log, "r3");
    expect(lines()).toEqual(
      expect.arrayContaining([
        "datamesh_access_log_waiting 0",
        "datamesh_access_log_failures_total 0",
        'datamesh_access_log_write_seconds_bucket{le="+Inf"} 2',
        "datamesh_access_log_write_seconds_count 2",
      ]),
    );
    const [, sum] =
      lines()
        .join("\n")
        .match(/^datamesh_access_log_write_seconds_sum (\S+)$/m) ?? [];
    expect(Number(sum)).toBeGreaterThan(0);
  });

  it("the requests that it failed", async () => {
    const log = await open("/dev/full");
    const recorded = await Promise.allSettled([record(log, "r1"), record(log, "r2")]);
    expect(recorded.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(lines()).toEqual(
      expect.arrayContaining(["datamesh_access_log_waiting 0", "datamesh_access_log_failures_total 2"]),
    );
  });
});
