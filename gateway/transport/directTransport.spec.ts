import type { SubgraphRequest, SubgraphResponse } from "../types.ts";
import { directTransport } from "./directTransport.ts";

const REQUEST = { authorization: "Bearer t", requestId: "r1", body: "{}" };
const SETTINGS = { deadlineMs: 5_000, maxBodyBytes: 10 };

/** A subgraph that answers when it is told to, and what it was asked. */
function subgraph(settings: Partial<typeof SETTINGS> = {}) {
  const asked: SubgraphRequest[] = [];
  let answer: (response: SubgraphResponse) => void = () => undefined;
  const handle = (request: SubgraphRequest): Promise<SubgraphResponse> => {
    asked.push(request);
    return new Promise((resolve) => (answer = resolve));
  };
  const send = directTransport(handle, { ...SETTINGS, ...settings });
  return { asked, send, answer: (body: string) => answer({ status: 200, body }) };
}

test("a request arrives as it is, and so does the answer", async () => {
  const { asked, send, answer } = subgraph();
  const sent = send({ ...REQUEST, path: "/events" });
  answer("{}");
  expect(await sent).toEqual({ status: 200, body: "{}" });
  expect(asked).toMatchObject([{ ...REQUEST, path: "/events" }]);
  expect(asked[0]?.signal?.aborted).toBe(false);
});

test("at the deadline it is given up, and told so", async () => {
  const { asked, send } = subgraph({ deadlineMs: 10 });
  await expect(send(REQUEST)).rejects.toMatchObject({ reason: "LATE", message: "no answer within 10 ms" });
  expect(asked[0]?.signal?.aborted).toBe(true);
});

test("who is aborted gets no answer, and the subgraph is told so", async () => {
  const { asked, send, answer } = subgraph();
  const gone = new AbortController();
  const sent = send({ ...REQUEST, signal: gone.signal });
  gone.abort();
  answer("{}");
  await expect(sent).rejects.toMatchObject({ reason: "ABORTED" });
  expect(asked[0]?.signal?.aborted).toBe(true);
  await expect(send({ ...REQUEST, signal: gone.signal })).rejects.toMatchObject({ reason: "ABORTED" });
  expect(asked).toHaveLength(1);
});

test("what comes after an answer does not reach the subgraph any more", async () => {
  const { asked, send, answer } = subgraph();
  const gone = new AbortController();
  const sent = send({ ...REQUEST, signal: gone.signal });
  answer("{}");
  await sent;
  gone.abort();
  expect(asked[0]?.signal?.aborted).toBe(false);
});

test("an answer that is too large is not taken", async () => {
  const { send, answer } = subgraph();
  const sent = send(REQUEST);
  answer("01234567890");
  await expect(sent).rejects.toMatchObject({ reason: "TOO_LARGE" });
});

test("a subgraph that fails does so for the caller", async () => {
  const send = directTransport(() => Promise.reject(new Error("broken")), SETTINGS);
  await expect(send(REQUEST)).rejects.toThrow("broken");
  const throwing = directTransport(() => {
    throw new Error("broken at once");
  }, SETTINGS);
  await expect(throwing(REQUEST)).rejects.toThrow("broken at once");
});
