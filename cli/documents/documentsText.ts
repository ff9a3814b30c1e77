import type { DocumentProblem } from "./readDocuments.ts";

/** What became of documents that were published, one a line. */
export function documentsText({
  client,
  documents,
}: {
  readonly client: string;
  readonly documents: readonly {
    readonly documentId: string;
    readonly file: string;
    readonly changed: boolean;
  }[];
}): string {
  const lines = documents.map(
    ({ documentId, file, changed }) => `${documentId} ${file}${changed ? "" : ", as before"}\n`,
  );
  return `${lines.join("")}${documents.length} published for ${client}\n`;
}

/** What is published, one a line: client, hash, and where the text begins. */
export function listText(
  documents: readonly { readonly client: string; readonly documentId: string; readonly text: string }[],
): string {
  if (documents.length === 0) return "no documents are published\n";
  return documents
    .map(({ client, documentId, text }) => `${client} ${documentId} ${beginning(text)}\n`)
    .join("");
}

/** What is wrong, as compilers say it. */
export function problemsText(problems: readonly DocumentProblem[]): string {
  const lines = problems.map(({ file, line, message }) => `${file}:${line}: ${message}\n`);
  return `${lines.join("")}nothing is published\n`;
}

const MOST_CHARACTERS = 60;

function beginning(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 1)}…` : line;
}
