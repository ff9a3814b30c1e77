import { isDeepStrictEqual } from "node:util";
import type { RunningGateway } from "./processes/gateway.ts";

/** Fails unless every gateway answers every body alike, and without errors. */
export async function requireSameAnswers(
  gateways: ReadonlyMap<string, RunningGateway>,
  bodies: readonly string[],
): Promise<void> {
  for (const body of bodies) {
    const answers = await Promise.all(
      [...gateways].map(async ([name, each]) => [name, await ask(each, body)] as const),
    );
    const [, expected] = answers[0] ?? [];
    for (const [name, answer] of answers) {
      if (isDeepStrictEqual(answer, expected) && !("errors" in answer)) continue;
      throw new Error(`${name} answers otherwise: ${JSON.stringify(answer).slice(0, 500)}\nto: ${body}`);
    }
  }
}

async function ask({ port, path, headers }: RunningGateway, body: string): Promise<object> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  return (await response.json()) as object;
}
