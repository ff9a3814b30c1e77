import { createInterface } from "node:readline";
import { generate, type Generating } from "./generate.ts";
import type { LoadPlan } from "./load.ts";

/**
 * Reads a `LoadPlan` as JSON from each line of standard input, one after the other, and prints a `Load` as JSON for
 * it. The process ends with its input.
 */
export function answerPlans(options: Generating): void {
  const lines = createInterface(process.stdin);
  lines.on("line", (line) => {
    void generate(JSON.parse(line) as LoadPlan, options).then((load) =>
      process.stdout.write(`${JSON.stringify(load)}\n`),
    );
  });
  lines.on("close", () => process.exit(0));
}
