import type { ErrorCode, MeshError } from "@datamesh/kernel";
import type { DocumentNode, OperationDefinitionNode } from "graphql";

/** What has been found out about the text of a document: for good, as long as the schema is the same. */
export type CheckedDocument = ValidDocument | InvalidDocument | RefusedDocument;

/** It fits the schema and exceeds no limit. Whoever prepares it keeps what he prepared by the identity of `document`. */
export interface ValidDocument {
  readonly kind: "valid";
  readonly document: DocumentNode;
  /** The operation of this name, or the only one if none is named. */
  operation(name: string | undefined): OperationDefinitionNode | undefined;
}

/** It does not parse or does not fit the schema. */
export interface InvalidDocument {
  readonly kind: "invalid";
  readonly code: ErrorCode;
  /** The whole answer, as it is written. */
  readonly body: string;
}

/** It exceeds a limit. */
export interface RefusedDocument {
  readonly kind: "refused";
  readonly error: MeshError;
}
