/** Starts the server of a directory and prints its address; then does as it is told. */
import { createInterface } from "node:readline";
import { Client } from "pg";
import { startEmbeddedServer } from "../../../cli/database/index.ts";

const [directory = "", superuserPassword = ""] = process.argv.slice(2);
process.on("SIGINT", () => console.log("interrupted"));
const server = await startEmbeddedServer({ directory, superuserPassword });
const client = new Client({ connectionString: server.url });
await client.connect();
console.log(server.url);

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "work") {
    const work = client.query("select pg_sleep(0.5)"); // under way when the signal arrives
    console.log("working");
    await work;
    console.log("drained");
  }
}
