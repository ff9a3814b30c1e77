import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { WEB_DIRECTORY } from "../webDirectory.ts";
import { packPackages } from "./packPackages.ts";

const [directory = "dist"] = process.argv.slice(2);
if (existsSync(join(WEB_DIRECTORY, "index.html"))) {
  for (const file of await packPackages(resolve(directory))) process.stdout.write(`${file}\n`);
} else {
  process.stderr.write("datamesh: the catalog's pages are not built, so run `npm run build` first\n");
  process.exitCode = 2;
}
