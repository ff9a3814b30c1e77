/** Answers every POST to `/N` with N bytes, in a process of its own, which ends with its parent. */
import { type AddressInfo, createServer } from "node:net";

const answers = new Map<string, string>();

function answerOf(path: string): string {
  const known = answers.get(path);
  if (known !== undefined) return known;
  const length = Number(path.slice(1));
  const head = [
    "HTTP/1.1 200 OK",
    "Content-Type: application/json; charset=utf-8",
    "X-Content-Type-Options: nosniff",
    `Content-Length: ${length}`,
    "Date: Thu, 26 Nov 2026 12:00:00 GMT",
    "Connection: keep-alive",
    "Keep-Alive: timeout=65",
  ];
  const answer = `${head.join("\r\n")}\r\n\r\n${"x".repeat(length)}`;
  answers.set(path, answer);
  return answer;
}

const server = createServer({ noDelay: true }, (socket) => {
  let text = "";
  socket.on("error", () => undefined);
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
    if (end < 0 || text.length < end + 4 + length) return;
    const path = text.slice("POST ".length, text.indexOf(" ", "POST ".length));
    text = "";
    socket.write(answerOf(path), "latin1");
  });
});
server.listen(0, "127.0.0.1", () =>
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
process.once("disconnect", () => process.exit());
