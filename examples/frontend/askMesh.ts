import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";

/** A part of an answer that is missing, and why. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

/** A value that is in an answer otherwise than it is stored, or not at all. */
export interface Withheld {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

/** What there is, what is missing, and what was withheld: an answer may have all three. */
export interface Answer<Data> {
  readonly data: Data | null;
  readonly errors: readonly AnswerError[];
  readonly withheld: readonly Withheld[];
}

/** Posts an operation; the answer's data is typed by the operation. Throws when there is no answer in JSON at all. */
export async function askMesh<Data, Variables>(
  url: string,
  token: string,
  operation: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: print(operation), variables }),
  });
  const answer = (await response.json()) as {
    data?: Data | null;
    errors?: readonly AnswerError[];
    extensions?: { datamesh?: { withheld?: readonly Withheld[] } };
  };
  return {
    data: answer.data ?? null,
    errors: answer.errors ?? [],
    withheld: answer.extensions?.datamesh?.withheld ?? [],
  };
}
