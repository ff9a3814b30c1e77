import type { Surroundings, Tokens } from "./tokens.ts";

/** Obtains a token that speaks for a persona, from the development issuer of this machine's gateway. */
export async function developmentTokens(
  persona: string,
  { send }: Pick<Surroundings, "send">,
): Promise<Tokens> {
  const response = await send("/session/development", {
    method: "POST",
    headers: { "content-type": "application/json" },
    credentials: "omit",
    cache: "no-store",
    body: JSON.stringify({ persona }),
  });
  if (!response.ok) throw new Error(`The gateway gives no token for ${persona} (${response.status}).`);
  const { token, expiresAt } = (await response.json()) as { token: string; expiresAt: string };
  return { token, name: persona, expiresAt: Date.parse(expiresAt), refreshToken: undefined };
}
