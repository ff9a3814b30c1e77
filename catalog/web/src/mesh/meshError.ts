/** Why the mesh did not answer, in the terms a page shows. */
export type MeshErrorKind = "denied" | "expired" | "notFound" | "refused" | "unavailable";

/** A question that the mesh did not answer. The message is the gateway's own and may be shown. */
export class MeshError extends Error {
  override readonly name = "MeshError";
  readonly kind: MeshErrorKind;

  constructor(kind: MeshErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

const KINDS: Readonly<Record<string, MeshErrorKind>> = {
  FORBIDDEN: "denied",
  UNAUTHENTICATED: "expired",
  NOT_FOUND: "notFound",
  BAD_USER_INPUT: "refused",
  GRAPHQL_VALIDATION_FAILED: "refused",
};

/** The kind of an error's `extensions.code`; what is not known is not the reader's fault. */
export const kindOfCode = (code: unknown): MeshErrorKind => KINDS[String(code)] ?? "unavailable";
