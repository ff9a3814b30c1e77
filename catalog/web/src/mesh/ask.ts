import type { TypedDocumentString } from "../generated/graphql.ts";
import type { SessionStore } from "../session/sessionStore.ts";
import { kindOfCode, MeshError } from "./meshError.ts";

/** An answer of the gateway as it came (GraphQL over HTTP). */
export interface Answer<Data = Readonly<Record<string, unknown>>> {
  readonly data?: Data | null;
  readonly errors?: readonly GatewayError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** An error in an answer. */
export interface GatewayError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A question in GraphQL's own words. */
export interface Question {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string;
}

/** What asking needs: whose token, the purpose that is declared, and the network. */
export interface Asking {
  readonly session: SessionStore;
  readonly send: typeof fetch;
  readonly signal?: AbortSignal;
}

/**
 * Asks a typed question and answers with its data, partial where single fields could not be had. Throws MeshError when
 * there is none.
 */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  asking: Asking,
): Promise<Data> {
  const { data, errors } = (await askRaw({ query: String(document), variables }, asking)) as Answer<Data>;
  if (data === null || data === undefined || Object.values(data).every((each) => each === null)) {
    const [first] = errors ?? [];
    if (first !== undefined) throw new MeshError(kindOfCode(first.extensions?.["code"]), first.message);
  }
  return data as Data;
}

/** Sends a question with the session's token; once more with another one if that is refused. */
export async function askRaw(question: Question, asking: Asking): Promise<Answer> {
  const first = await post(question, await tokenOf(asking), asking);
  if (first.status !== 401) return answerOf(first);
  const second = await post(question, await renewed(asking), asking);
  if (second.status === 401) asking.session.refused();
  return answerOf(second);
}

async function post(question: Question, token: string, { session, send, signal }: Asking): Promise<Response> {
  const { session: state } = session.view();
  const purpose = state.kind === "signedIn" ? state.purpose : null;
  try {
    return await send("/graphql", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${token}`,
        ...(purpose !== null && { "x-purpose": purpose }),
      },
      credentials: "omit",
      body: JSON.stringify(question),
      signal,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new MeshError("unavailable", "The gateway does not answer. It may be restarting.", { cause });
  }
}

async function answerOf(response: Response): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch (cause) {
    throw new MeshError("unavailable", `The gateway answered ${response.status} without an answer.`, {
      cause,
    });
  }
}

const ENDED = "Your session has ended. Sign in again to go on.";

async function tokenOf({ session }: Asking): Promise<string> {
  try {
    return await session.token();
  } catch (cause) {
    throw new MeshError("expired", ENDED, { cause });
  }
}

async function renewed({ session }: Asking): Promise<string> {
  try {
    return await session.renew();
  } catch (cause) {
    throw new MeshError("expired", ENDED, { cause });
  }
}
