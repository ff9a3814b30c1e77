import type { Draft } from "./editorProtocol.ts";

/** A query that the mesh offers, and the persona it is written for. */
export interface Example {
  readonly title: string;
  readonly persona: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Fetches the examples of this mesh: `GET /examples.json` of the gateway. Throws an error whose message may be shown. */
export async function fetchExamples(send: typeof fetch): Promise<readonly Example[]> {
  const response = await send("/examples.json", { credentials: "omit" });
  if (!response.ok) throw new Error(`The gateway gives no examples (${response.status}).`);
  return (await response.json()) as readonly Example[];
}

/** An example as it is written in the editor. */
export const draftOf = ({ query, variables }: Example): Draft => ({
  query,
  variables: variables === undefined ? "" : JSON.stringify(variables, null, 2),
});
