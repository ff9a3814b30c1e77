// Answers whatever comes with the same bytes, on the port that is given: nothing is read, and nothing is worked out.
import { createServer } from "node:net";

const body = '{"data":{"customer":null}}';
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
);

createServer({ noDelay: true }, (socket) => {
  socket.on("data", () => socket.write(answer));
  socket.on("error", () => socket.destroy());
}).listen(Number(process.argv[2]), "127.0.0.1");
