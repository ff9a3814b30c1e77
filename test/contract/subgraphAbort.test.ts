import { once } from "node:events";
import { connect } from "node:net";
import { openDatabase, type Database } from "@datamesh/kernel/postgres";
import { createSubgraph, serveHttp, subgraphRoutes, type Subgraph } from "../../kernel/graphql/index.ts";
import { consumerWith, TEST_NOW, TEST_SERVICE_KEY } from "../../kernel/graphql/testing/askSubgraph.ts";
import { sampleLending } from "../../kernel/postgres/read/testing/sampleContexts.ts";
import { createRelations, putRows } from "../../kernel/postgres/read/testing/productRows.ts";
import { issueServiceToken } from "../../kernel/servicetoken/index.ts";
import { createTestDatabase } from "../support/createDatabase.ts";

const LIST = "{ loanApplicationsV1 { nodes { score tags } totalCount } }";
const ONE = `{ loanApplicationV1(applicationId: "l1") { score } }`;

describe("a subgraph whose rows come slowly", () => {
  let test: Awaited<ReturnType<typeof createTestDatabase>>;
  let reading: Database;
  let watching: Database;
  let lending: Subgraph;
  beforeAll(async () => {
    test = await createTestDatabase("abort");
    watching = openDatabase(test.url);
    await createRelations(watching, sampleLending);
    const [applications] = sampleLending.products;
    if (applications === undefined) throw new Error("the samples have products");
    await putRows(watching, sampleLending, applications, [{ applicationId: "l1", score: 1 }]);
    await watching.query({ text: "alter table lending.loan_applications_v1 rename to kept" });
    await watching.query({
      text: "create view lending.loan_applications_v1 as select kept.* from lending.kept, pg_sleep(30)",
    });
    reading = openDatabase(test.url, { name: "the subgraph", max: 1 });
    lending = await createSubgraph({
      context: sampleLending,
      database: reading,
      serviceKey: TEST_SERVICE_KEY,
      now: () => TEST_NOW,
    });
  });
  afterAll(async () => {
    await lending?.stop();
    await reading?.end();
    await watching?.end();
    await test?.drop();
  });

  const running = async (): Promise<readonly (string | null)[]> => {
    const rows = await watching.query({
      text: "select pid from pg_stat_activity where application_name = 'the subgraph' and state = 'active'",
    });
    return rows.map(({ pid = null }) => pid);
  };
  const until = async (count: number): Promise<void> => {
    while ((await running()).length !== count) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const message = (query: string) => {
    const body = JSON.stringify({ query });
    const consumer = consumerWith("analyst");
    const token = issueServiceToken({
      key: TEST_SERVICE_KEY,
      subgraph: "lending",
      consumer,
      body,
      now: TEST_NOW,
    });
    return { authorization: `Bearer ${token}`, requestId: "request-1", body };
  };

  it.each([LIST, ONE])(
    "runs nothing for a request that was aborted, and keeps its connection: %s",
    async (query) => {
      const pid = await reading.query({ text: "select pg_backend_pid() as pid" });
      const aborting = new AbortController();
      const answer = lending.handle({ ...message(query), signal: aborting.signal });
      await until(1);
      aborting.abort();
      const { body } = await answer;
      expect(JSON.parse(String(body))).toMatchObject({ errors: [{ extensions: { code: "UNAVAILABLE" } }] });
      expect(await running()).toEqual([]);
      expect(await reading.query({ text: "select pg_backend_pid() as pid" })).toEqual(pid);
    },
  );

  it("asks nothing for a request that was aborted before", async () => {
    const { status } = await lending.handle({ ...message(LIST), signal: AbortSignal.abort() });
    expect(status).toBe(200);
    expect(await running()).toEqual([]);
  });

  it("runs nothing for a connection that was closed", async () => {
    const server = await serveHttp({
      host: "127.0.0.1",
      port: 0,
      routes: subgraphRoutes(lending),
      onError: (error) => {
        throw error;
      },
    });
    const { authorization, body } = message(LIST);
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: subgraph\r\nauthorization: ${authorization}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await until(1);
    expect(await running()).toHaveLength(1);
    socket.destroy();
    await until(0);
    expect(await running()).toEqual([]);
    await server.close(1_000);
  });
});
