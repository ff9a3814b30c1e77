import { MeshError } from "@datamesh/kernel";
import { Command } from "commander";
import { IMPORTERS } from "../../subgraphs/importers.ts";
import { appendFile } from "../events/appendFile.ts";
import type { EventReader } from "../events/eventReader.ts";

interface ImportOptions {
  readonly context: string;
  readonly as: string;
  readonly json?: true;
}

/** `datamesh import`: events from a file in a format the context knows. */
export function importCommand(): Command {
  return new Command("import")
    .description("append the events of a file in a format of its own; importing it again changes nothing")
    .argument("<file>", "a .ndjson or .ndjson.gz file, or - for standard input")
    .requiredOption("--context <context>", "the context whose log takes the events")
    .requiredOption("--as <format>", `the format: ${formats()}`)
    .option("--json", "print one JSON document on stdout")
    .addHelpText("after", "\nExits with 1 when a line was refused; the others are appended all the same.")
    .action((file: string, options: ImportOptions) =>
      appendFile({ context: options.context, file, read: readerFor(options), json: options.json === true }),
    );
}

function readerFor({ context, as }: ImportOptions): EventReader {
  const reader = IMPORTERS[context]?.[as];
  if (reader !== undefined) return reader;
  throw new MeshError("BAD_USER_INPUT", `context "${context}" has no format "${as}"; there is ${formats()}`);
}

const formats = (): string =>
  Object.entries(IMPORTERS)
    .flatMap(([context, readers]) => Object.keys(readers).map((format) => `${format} (for ${context})`))
    .join(", ");
