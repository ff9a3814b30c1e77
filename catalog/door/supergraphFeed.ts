import { createHash } from "node:crypto";
import type { RecordedRevocation, TrustedDocument } from "../read/index.ts";
import type { RegisteredSubgraph } from "../state/index.ts";
import type { Addresses } from "./registrationDesk.ts";

/** What a gateway starts from: a supergraph that is known to work, and where its subgraphs are. */
export interface SupergraphFeed {
  readonly supergraphSdl: string;
  readonly subgraphs: readonly RegisteredSubgraph[];
  /** By context; one that is not in it has not been heard of lately. */
  readonly addresses: Readonly<Record<string, Addresses>>;
  /** What clients may send by its hash. */
  readonly documents: readonly TrustedDocument[];
  /** Tokens that are accepted no longer. */
  readonly revocations: readonly Pick<RecordedRevocation, "claim" | "value" | "until">[];
}

/** The feed as it is sent, with an entity tag that changes when it does (RFC 9110, 8.8.3). */
export interface SentFeed {
  readonly body: string;
  readonly etag: string;
}

/** Prints the feed, once for as long as it stays as it is. */
export function feedPrinter(): (feed: SupergraphFeed) => SentFeed {
  let printed: { readonly of: readonly unknown[]; readonly sent: SentFeed } | undefined;
  return (feed) => {
    const of = [feed.subgraphs, feed.documents, feed.revocations, JSON.stringify(feed.addresses)];
    if (printed?.of.every((part, index) => part === of[index])) return printed.sent;
    const body = JSON.stringify(feed);
    const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
    printed = { of, sent: { body, etag } };
    return printed.sent;
  };
}
