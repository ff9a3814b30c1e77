import { MeshError } from "@datamesh/kernel";
import { Command } from "commander";
import {
  hashOfDocument,
  publishDocuments,
  trustedDocuments,
  withdrawDocuments,
} from "../../catalog/index.ts";
import { readGatewayConfig } from "../../gateway/config.ts";
import { checkDocument } from "../documents/checkDocument.ts";
import { documentChecks } from "../documents/documentChecks.ts";
import { documentsText, listText, problemsText } from "../documents/documentsText.ts";
import { readDocuments } from "../documents/readDocuments.ts";
import { EXIT } from "../exitCode.ts";
import { withCatalog } from "../mesh/withCatalog.ts";

interface ClientOptions {
  readonly client: string;
  readonly json?: true;
}

/** `datamesh documents`: which documents a client may send by their hash. */
export function documentsCommand(): Command {
  const ofClient = (command: Command): Command =>
    command
      .requiredOption("--client <name>", "the client, as its tokens name it (claim client_id)")
      .option("--json", "print one JSON document on stdout");
  return new Command("documents")
    .description("the documents that clients may send by their hash")
    .addCommand(
      ofClient(new Command("publish"))
        .description("check documents against the mesh as it is composed now, and let a client send them")
        .argument("<paths...>", "files or directories of .graphql, or a manifest of persisted documents")
        .addHelpText("after", "\nExits with 1 and publishes nothing when a document has a problem.")
        .action(publish),
    )
    .addCommand(
      new Command("list")
        .description("list what is published")
        .option("--client <name>", "for this client only")
        .option("--json", "print one JSON document on stdout")
        .action(list),
    )
    .addCommand(
      ofClient(new Command("withdraw"))
        .description("let a client send documents no longer")
        .argument("<hashes...>", "as list prints them: sha256:HEX")
        .action(withdraw),
    );
}

async function publish(paths: readonly string[], { client, json }: ClientOptions): Promise<void> {
  const gateway = readGatewayConfig(process.env);
  const { documents, problems: unread } = await readDocuments(paths);
  const report = await withCatalog(async (catalog) => {
    const checks = await documentChecks(catalog.database, gateway);
    const problems = [...unread, ...documents.flatMap((each) => checkDocument(each, checks))];
    if (problems.length > 0) return { client, documents: [], problems };
    const texts = documents.map(({ text }) => text);
    const outcomes = await publishDocuments(client, texts, catalog);
    await catalog.catchUp();
    const changed = new Map(outcomes.map((each) => [each.hash, each.changed]));
    const published = documents.map(({ file, text }) => {
      const hash = hashOfDocument(text);
      return { documentId: `sha256:${hash}`, file, changed: changed.get(hash) === true };
    });
    return { client, documents: published, problems };
  });
  const words = report.problems.length > 0 ? problemsText(report.problems) : documentsText(report);
  process.stdout.write(json === true ? `${JSON.stringify(report)}\n` : words);
  process.exitCode = report.problems.length > 0 ? EXIT.found : EXIT.ok;
}

async function list({ client, json }: Partial<ClientOptions>): Promise<void> {
  const documents = await withCatalog(({ database }) => trustedDocuments(database, client));
  const shown = documents.map(({ hash, ...each }) => ({ documentId: `sha256:${hash}`, ...each }));
  process.stdout.write(json === true ? `${JSON.stringify(shown)}\n` : listText(shown));
}

async function withdraw(ids: readonly string[], { client, json }: ClientOptions): Promise<void> {
  const hashes = ids.map(hashOf);
  const outcomes = await withCatalog(async (catalog) => {
    const done = await withdrawDocuments(client, hashes, catalog);
    await catalog.catchUp();
    return done;
  });
  const documents = outcomes.map(({ hash, changed }) => ({ documentId: `sha256:${hash}`, changed }));
  const words = documents
    .map(({ documentId, changed }) => `${documentId} ${changed ? "withdrawn" : "was not published"}\n`)
    .join("");
  process.stdout.write(json === true ? `${JSON.stringify({ client, documents })}\n` : words);
  process.exitCode = documents.every(({ changed }) => changed) ? EXIT.ok : EXIT.found;
}

function hashOf(id: string): string {
  const [, hash] = /^(?:sha256:)?([0-9a-f]{64})$/.exec(id) ?? [];
  if (hash === undefined) throw new MeshError("BAD_USER_INPUT", `"${id}" is not sha256: and 64 hex digits`);
  return hash;
}
