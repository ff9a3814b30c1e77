import type { Logger } from "pino";
import { type TrustedDocument, watchDocuments, type WatchedDocuments } from "../../catalog/index.ts";
import type { Connections } from "./connections.ts";

/** The documents the catalog knows that clients may send by their hash, as they change; `onChange` is told of each list. */
export function publishedDocuments(
  connections: Connections,
  log: Pick<Logger, "info" | "error">,
  onChange: (documents: readonly TrustedDocument[]) => void = () => undefined,
): Promise<WatchedDocuments> {
  return watchDocuments(connections.as("catalog", "read"), {
    onChange: (documents) => {
      log.info({ documents: documents.length }, "trusted documents");
      onChange(documents);
    },
    onFailure: (err) =>
      err === undefined
        ? log.info("trusted documents can be read again")
        : log.error({ err }, "trusted documents cannot be read; those read last stay"),
  });
}
