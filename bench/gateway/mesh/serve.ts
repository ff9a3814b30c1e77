/**
 * Serves the subgraphs of the benchmark, and puts the load: `tsx serve.ts` prints one line of JSON with the addresses,
 * then answers load plans (`answerPlans`; with `--spin` without ever sleeping). One loop does both, for they share a
 * core. What one text was answered is kept, and sent over a bare socket, so that the subgraphs cost every gateway the
 * same little: all of them are measured over these. With keys in the environment (`SERVICE_KEY`, base64url) it serves
 * each a second time, at addresses where only calls under a service token are answered; there each token is verified.
 */
import { serviceVerifier } from "@datamesh/kernel/servicetoken";
import { graphql } from "graphql";
import { answerPlans } from "../load/answerPlans.ts";
import { schemaOf, SUBGRAPHS, type SubgraphName } from "./schemas.ts";
import { type AnswerRequest, response, strictServer } from "./strictServer.ts";

const KEPT_ANSWERS = 20_000;
const UNAUTHORIZED = response("401 Unauthorized", Buffer.alloc(0));
const BEARER = "Bearer ";
const key = process.env["SERVICE_KEY"];

const open: Record<string, string> = {};
const guarded: Record<string, string> = {};
for (const name of SUBGRAPHS) {
  const answer = answerer(name);
  open[name] = (await strictServer(answer)).url;
  if (key === undefined) continue;
  guarded[name] = (await strictServer(guard(answer, name, Buffer.from(key, "base64url")))).url;
}
process.stdout.write(`${JSON.stringify({ open, guarded })}\n`);
process.on("SIGTERM", () => process.exit(0));
answerPlans({ spins: process.argv.includes("--spin") });

function answerer(name: SubgraphName): AnswerRequest {
  const schema = schemaOf(name);
  const kept = new Map<string, Buffer>();
  return ({ body }) => {
    const text = body.toString();
    return kept.get(text) ?? work(text);
  };

  async function work(text: string): Promise<Buffer> {
    const { query: source, variables: variableValues, operationName } = JSON.parse(text) as Asked;
    const worked = await graphql({ schema, source, variableValues, operationName });
    const answer = response("200 OK", Buffer.from(JSON.stringify(worked)));
    if (kept.size < KEPT_ANSWERS) kept.set(text, answer);
    return answer;
  }
}

interface Asked {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

function guard(answer: AnswerRequest, subgraph: string, serviceKey: Uint8Array): AnswerRequest {
  const verify = serviceVerifier(serviceKey, subgraph);
  return (request) => {
    const token = request.authorization.slice(BEARER.length);
    return verify({ token, body: request.body, now: new Date() }).ok ? answer(request) : UNAUTHORIZED;
  };
}
