import { type EventReader, type Importers, MeshError } from "@datamesh/kernel";
import { Command } from "commander";
import { loadMesh, localContext } from "../contexts.ts";
import { appendFile } from "../events/appendFile.ts";

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
    .requiredOption("--as <format>", "the format, one of those the context brings along")
    .option("--json", "print one JSON document on stdout")
    .addHelpText("after", "\nExits with 1 when a line was refused; the others are appended all the same.")
    .action(async (file: string, options: ImportOptions) => {
      const mesh = await loadMesh();
      localContext(mesh, options.context);
      const read = readerIn(mesh.importers, options);
      await appendFile({ context: options.context, file, read, json: options.json === true });
    });
}

function readerIn(importers: Importers, { context, as }: ImportOptions): EventReader {
  const reader = importers[context]?.[as];
  if (reader !== undefined) return reader;
  const known = Object.entries(importers)
    .flatMap(([name, readers]) => Object.keys(readers).map((format) => `${format} (for ${name})`))
    .join(", ");
  throw new MeshError(
    "BAD_USER_INPUT",
    `context "${context}" has no format "${as}"; there is ${known || "none"}`,
  );
}
