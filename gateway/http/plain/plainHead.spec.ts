import { describe, expect, it } from "@jest/globals";
import { readPlainHead } from "./plainHead.ts";

const head = (...lines: readonly string[]): string =>
  ["POST /graphql HTTP/1.1", "Host: mesh", "Content-Length: 17", ...lines].join("\r\n");

const read = (text: string) => readPlainHead(text, "/graphql");

describe("the head of a plain request", () => {
  it("is read with names in lower case and values without the blanks around them", () => {
    expect(read(head("X-Purpose: \t a b \t", "Accept:*/*"))).toEqual({
      method: "POST",
      url: "/graphql",
      headers: { host: "mesh", "content-length": "17", "x-purpose": "a b", accept: "*/*" },
      length: 17,
    });
  });

  it.each([
    ["another path", head().replace("/graphql", "/graphq")],
    ["a longer path", head().replace("/graphql", "/graphql/")],
    ["another version", head().replace("1.1", "1.0")],
    ["another method", head().replace("POST", "post")],
    ["no host", head().replace("Host: mesh\r\n", "")],
    ["no length", head().replace("Content-Length: 17", "a: b")],
    ["a long length", head().replace("17", "12345678")],
    ["a length with a zero before it", head().replace("17", "017")],
    ["a length in hex", head().replace("17", "0x17")],
    ["a header twice", head("a: 1", "A: 2")],
    ["the length twice", head("content-length: 17")],
    ["an empty name", head(": a")],
    ["an empty value", head("a:")],
    ["a blank in a name", head("a b: c")],
    ["a blank after a name", head("a : c")],
    ["a blank before a name", head(" a: c")],
    ["an underscore in a name", head("content_length: 3")],
    ["the name of a prototype", head("__proto__: c")],
    ["a bare carriage return", head("a: b\rc")],
    ["a bare line feed", head("a: b\nc: d")],
    ["a zero", head("a: b\0")],
    ["what is not ASCII", head("a: \xe9")],
    ["chunks", head("transfer-encoding: chunked")],
    ["an expectation", head("expect: 100-continue")],
    ["an upgrade", head("upgrade: websocket")],
    ["a connection that is not kept", head("connection: close")],
    ["several words on the connection", head("connection: keep-alive, upgrade")],
    ["a wish for a stream of events", head("accept: application/json, text/event-stream; q=1")],
    ["65 headers", head(...Array.from({ length: 63 }, (_, index) => `a${index}: b`))],
  ])("is in doubt with %s", (_, text) => {
    expect(read(text)).toBeUndefined();
  });
});
