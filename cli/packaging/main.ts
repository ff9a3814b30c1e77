import { resolve } from "node:path";
import { packPackages } from "./packPackages.ts";

const [directory = "dist"] = process.argv.slice(2);
for (const file of await packPackages(resolve(directory))) process.stdout.write(`${file}\n`);
