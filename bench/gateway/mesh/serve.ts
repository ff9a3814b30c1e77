/**
 * Serves the subgraphs of the benchmark: `tsx serve.ts` prints one line of JSON with their addresses. What one text
 * was answered is kept, so that the subgraphs cost every gateway the same little. With keys in the environment
 * (`SERVICE_KEY`, base64url) it serves each a second time, at addresses where only calls under a service token are
 * answered.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyServiceToken } from "@datamesh/kernel/servicetoken";
import { graphql } from "graphql";
import { schemaOf, SUBGRAPHS, type SubgraphName } from "./schemas.ts";

const KEPT_ANSWERS = 20_000;
const key = process.env["SERVICE_KEY"];

const open: Record<string, string> = {};
const guarded: Record<string, string> = {};
for (const name of SUBGRAPHS) {
  const answer = answerer(name);
  open[name] = await serve(name, answer);
  if (key !== undefined) guarded[name] = await serve(name, answer, Buffer.from(key, "base64url"));
}
process.stdout.write(`${JSON.stringify({ open, guarded })}\n`);
process.on("SIGTERM", () => process.exit(0));

type Answerer = (body: string) => Promise<Buffer>;

function answerer(name: SubgraphName): Answerer {
  const schema = schemaOf(name);
  const kept = new Map<string, Buffer>();
  return async (body) => {
    const known = kept.get(body);
    if (known !== undefined) return known;
    const { query: source, variables: variableValues, operationName } = JSON.parse(body) as Asked;
    const answer = Buffer.from(
      JSON.stringify(await graphql({ schema, source, variableValues, operationName })),
    );
    if (kept.size < KEPT_ANSWERS) kept.set(body, answer);
    return answer;
  };
}

interface Asked {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

function serve(subgraph: SubgraphName, answer: Answerer, serviceKey?: Uint8Array): Promise<string> {
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    void textOf(request).then(async (body) => {
      if (serviceKey !== undefined && !(await mayAsk(request, body, subgraph, serviceKey))) {
        response.writeHead(401).end();
        return;
      }
      const bytes = await answer(body);
      response.writeHead(200, { "content-type": "application/json", "content-length": bytes.length });
      response.end(bytes);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
    });
  });
}

function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => (text += chunk));
    request.on("end", () => resolve(text));
  });
}

async function mayAsk(
  request: IncomingMessage,
  body: string,
  subgraph: string,
  key: Uint8Array,
): Promise<boolean> {
  const token = request.headers.authorization?.slice("Bearer ".length) ?? "";
  const verdict = verifyServiceToken({ token, key, subgraph, body, now: new Date() });
  return verdict.ok;
}
