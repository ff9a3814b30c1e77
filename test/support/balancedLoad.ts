import { isReady } from "./servedProcess.ts";

/** Requests that go on until they are stopped. */
export interface BalancedLoad {
  /** How many were answered as they should be. */
  answered(): number;
  /** Resolves once so many more have been. */
  untilAnswered(more: number): Promise<void>;
  /** Ends the load and tells what went wrong; nothing, at best. */
  stop(): Promise<readonly string[]>;
}

/** What is asked, of whom, and by how many at once. */
export interface LoadOptions {
  /** Gateways, of which only those are asked that say that they are ready. */
  readonly urls: () => readonly string[];
  readonly token: string;
  readonly query: string;
  readonly clients: number;
}

const PROBE_MS = 100;

/**
 * Asks as clients behind a load balancer do: each request goes to one gateway that was ready at the last look, in turn,
 * and is never repeated. Anything but an answer with data and no error counts as failed.
 */
export function startBalancedLoad({ urls, token, query, clients }: LoadOptions): BalancedLoad {
  let stopped = false;
  let answered = 0;
  let turn = 0;
  let ready: readonly string[] = urls();
  const failures: string[] = [];
  const watch = async (): Promise<void> => {
    while (!stopped) {
      const all = urls();
      const found = await Promise.all(all.map(isReady));
      ready = all.filter((_url, index) => found[index]);
      await new Promise((resolve) => setTimeout(resolve, PROBE_MS));
    }
  };
  const client = async (): Promise<void> => {
    while (!stopped) {
      turn += 1;
      const url = ready[turn % ready.length];
      const failure = url === undefined ? "no gateway is ready" : await ask(url, token, query);
      if (failure === undefined) answered += 1;
      else failures.push(failure);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const running = Promise.all([watch(), ...Array.from({ length: clients }, client)]);
  return {
    answered: () => answered,
    untilAnswered: async (more) => {
      const enough = answered + more;
      while (answered < enough && failures.length === 0)
        await new Promise((resolve) => setTimeout(resolve, 50));
    },
    stop: async () => {
      stopped = true;
      await running;
      return failures;
    },
  };
}

async function ask(url: string, token: string, query: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    const answer = (await response.json()) as { data?: unknown; errors?: unknown };
    if (response.status === 200 && answer.data && answer.errors === undefined) return undefined;
    return `${url}: ${response.status} ${JSON.stringify(answer)}`;
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    return `${url}: ${message} ${cause?.code ?? ""}`;
  }
}
