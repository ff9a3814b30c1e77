/** Tries for the lock of a directory whenever told to, and prints what came of it. */
import { createInterface } from "node:readline";
import { lockDataDirectory } from "../../../cli/database/index.ts";

const [directory = ""] = process.argv.slice(2);
console.log("ready");
for await (const _ of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await lockDataDirectory(directory)));
}
