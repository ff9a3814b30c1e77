import { answerWith, type Fault, httpAnswer } from "./faultProxy.ts";

/** What must never reach a consumer, whatever a subgraph says. */
export const SECRETS = ["10.0.0.3", "/srv/subgraph.ts", "password", "hunter2"] as const;

const STACK = `Error: password hunter2 refused by 10.0.0.3\n    at connect (/srv/subgraph.ts:12:3)`;

/** Ways in which a subgraph can fail before the deadline. */
export const BROKEN: Readonly<Record<string, Fault>> = Object.freeze({
  "resets the connection": ({ socket }) => socket.resetAndDestroy(),
  "closes the connection": ({ socket }) => socket.destroy(),
  "breaks off in mid-answer": async ({ socket, answer }) => {
    const whole = httpAnswer(await answer());
    socket.end(whole.slice(0, whole.length - 10));
  },
  "resets in mid-answer": async ({ socket, answer }) => {
    const whole = httpAnswer(await answer());
    socket.write(whole.slice(0, whole.length - 10), () => socket.resetAndDestroy());
  },
});

/** Ways in which it can lie. */
export const LYING: Readonly<Record<string, Fault>> = Object.freeze({
  "says a length that is too short": async ({ socket, answer }) => {
    const { status, body } = await answer();
    socket.write(httpAnswer({ status, body }, body.length - 5));
  },
  "says two lengths": ({ socket }) =>
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 20\r\n\r\n{}"),
  "speaks no HTTP": ({ socket }) => socket.end(`220 10.0.0.3 ESMTP\r\n`),
  "announces more than is taken": ({ socket }) =>
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9999999999\r\n\r\n{"),
  "sends chunks without an end": ({ socket }) => {
    socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const more = (): void => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on("drain", more);
    more();
  },
  "answers with a page": answerWith(`<html>Bad Gateway at 10.0.0.3 ${STACK}</html>`),
  "answers 500 with its stack": answerWith(JSON.stringify({ errors: [{ message: STACK }] }), 500),
  "answers 200 with nothing": answerWith(""),
  "answers with another type": answerWith(`["password"]`),
  "answers with data that is none": answerWith(`{"data":"password hunter2"}`),
  "refuses the token": answerWith(JSON.stringify({ errors: [{ message: STACK }] }), 401),
});

/** Ways in which it can keep the gateway waiting. */
export const HANGING: Readonly<Record<string, Fault>> = Object.freeze({
  "never answers": () => undefined,
  "never ends its answer": ({ socket }) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
    const drip = setInterval(() => socket.write("x"), 20);
    socket.once("close", () => clearInterval(drip));
  },
  "says a length that is too long": async ({ socket, answer }) => {
    const { status, body } = await answer();
    socket.write(httpAnswer({ status, body }, body.length + 50));
  },
});

/** Answers after a while. */
export const slowly =
  (milliseconds: number): Fault =>
  async ({ socket, answer }) => {
    const answered = httpAnswer(await answer());
    setTimeout(() => socket.write(answered), milliseconds);
  };

/** Answers with errors as GraphQL has them, which tell too much. */
export const talkative: Fault = answerWith(
  JSON.stringify({
    data: null,
    errors: [
      { message: STACK, extensions: { code: "INTERNAL_SERVER_ERROR", stacktrace: STACK.split("\n") } },
      { message: "duplicate key value hunter2" },
    ],
  }),
);
