import { readCloudEvent } from "@datamesh/kernel/event";
import { Command } from "commander";
import { appendFile } from "../events/appendFile.ts";

/** `datamesh append`: events from CloudEvents, one JSON document a line. */
export function appendCommand(): Command {
  return new Command("append")
    .description(
      "append events to a context's log: CloudEvents 1.0 in JSON, one a line; known event ids change nothing",
    )
    .argument("<context>", "the context, such as credit-oracle")
    .argument("[file]", "a .ndjson or .ndjson.gz file, or - for standard input", "-")
    .option("--json", "print one JSON document on stdout")
    .addHelpText("after", "\nExits with 1 when a line was refused; the others are appended all the same.")
    .action((context: string, file: string, options: { readonly json?: true }) =>
      appendFile({ context, file, read: readCloudEvent, json: options.json === true }),
    );
}
