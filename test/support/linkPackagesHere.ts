import { linkPackages } from "./linkPackages.ts";

await linkPackages(process.cwd());
