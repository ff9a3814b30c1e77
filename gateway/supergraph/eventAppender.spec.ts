import type { SubgraphResponse, SubgraphTransport } from "../types.ts";
import { eventAppender } from "./eventAppender.ts";

const consumer = { id: "ada", roles: [], scopes: [] };

async function append(transport: SubgraphTransport | undefined, deadlineMs = 1_000) {
  const notes: object[] = [];
  const request = { consumer, requestId: "r7", note: (facts: object) => void notes.push(facts) };
  const reach = {
    transportTo: () => transport,
    issueToken: ({ subgraph, door }: { subgraph: string; door?: string }) =>
      Promise.resolve(`${subgraph} ${door}`),
    deadlineMs,
  };
  return { answer: await eventAppender(reach)("lending", '[{"n":1.0}]', request), notes };
}
const answering = (status: number, body: unknown) => async (): Promise<SubgraphResponse> => ({
  status,
  body: typeof body === "string" ? body : JSON.stringify(body),
});

it("sends the very text to the door of the log, with a token for it", async () => {
  const sent: unknown[] = [];
  const events = [{ id: "a", position: 3, duplicate: false, stream: { name: "s", version: 1 } }];
  const { answer } = await append(async (request) => {
    sent.push(request);
    return { status: 200, body: JSON.stringify({ log: "lending", events }) };
  });
  expect(sent).toEqual([
    { path: "/events", authorization: "Bearer lending events", requestId: "r7", body: '[{"n":1.0}]' },
  ]);
  expect(answer).toEqual({ ok: true, log: "lending", events });
});

it("passes on what the context says of the events, and in its codes", async () => {
  const error = {
    message: "event 1: data.x: wrong",
    extensions: { code: "BAD_USER_INPUT", index: 1, id: "b" },
  };
  const { answer } = await append(answering(400, { errors: [error] }));
  expect(answer).toMatchObject({
    ok: false,
    errors: [{ code: "BAD_USER_INPUT", message: error.message, details: { index: 1, id: "b" } }],
  });
});

it.each<[string, SubgraphTransport | undefined]>([
  ["is not reached", undefined],
  ["breaks off", () => Promise.reject(new Error("ECONNRESET at 10.0.0.3"))],
  ["does not answer", () => new Promise(() => undefined)],
  ["fails", answering(500, { errors: [{ message: "at db.internal", extensions: { code: "INTERNAL" } }] })],
  [
    "refuses the gateway's token",
    answering(401, { errors: [{ message: "x", extensions: { code: "UNAUTHENTICATED" } }] }),
  ],
  ["answers without JSON", answering(200, "<html>")],
  ["answers without positions", answering(200, { log: "lending", events: [{ id: "a" }] })],
])("says that it is not known what became of the events when the context %s", async (_what, transport) => {
  const { answer, notes } = await append(transport, 50);
  expect(answer).toMatchObject({ ok: false, errors: [{ code: "UNAVAILABLE" }] });
  expect(JSON.stringify(answer)).not.toMatch(/10\.0\.0\.3|db\.internal/);
  expect(notes).toHaveLength(1);
});

it("says that a context takes no events where its process has no login to append", async () => {
  const { answer } = await append(answering(404, ""));
  expect(answer).toMatchObject({
    errors: [
      {
        code: "UNAVAILABLE",
        message: "context lending takes no events here: its process has no login to append",
      },
    ],
  });
});

it("sends nothing to a door for which there is no token", async () => {
  const sent: unknown[] = [];
  const transportTo = () => (request: unknown) => {
    sent.push(request);
    return Promise.resolve({ status: 200, body: "{}" });
  };
  const request = { consumer, requestId: "r7", note: () => undefined };
  for (const tokens of [{ issueToken: () => "" }, {}]) {
    const answer = await eventAppender({ transportTo, ...tokens })("lending", "[]", request);
    expect(answer).toMatchObject({ ok: false, errors: [{ code: "UNAVAILABLE" }] });
  }
  expect(sent).toEqual([]);
});
