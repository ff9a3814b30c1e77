import { MeshError } from "@datamesh/kernel";
import { z } from "zod";
import { isPersonaName, PERSONAS } from "../authenticate/index.ts";
import type { DevelopmentIssuer, PersonaName } from "../authenticate/index.ts";
import { readJsonBody } from "../http/readBody.ts";
import { refusalReply } from "../http/refusal.ts";
import type { Outcome } from "../http/refusal.ts";
import { jsonReply } from "../http/reply.ts";
import type { Handler } from "../http/router.ts";
import type { Limits } from "../limits/index.ts";
import { whyElsewhere } from "./whyElsewhere.ts";
import { whyForeign } from "./whyForeign.ts";

/** Signs tokens of the development issuer. */
export type TokenSigner = Pick<DevelopmentIssuer, "sign">;

/** What a development session is made with. */
export interface DevelopmentSessionParts {
  readonly issuer: TokenSigner;
  readonly limits: Limits;
  readonly clock: () => Date;
}

/** Short: a page asks for another when it needs one. */
const LIFETIME_SECONDS = 15 * 60;

const wish = z.strictObject({ persona: z.string().refine(isPersonaName), purpose: z.string().optional() });

const EXPECTED =
  `send {"persona": P} with P one of ${Object.keys(PERSONAS).join(", ")}, ` +
  `and, if you declare one, "purpose": a text; nothing else`;

/**
 * Signs in as a persona: gives a token of the development issuer, to a program on this machine or to a page of this
 * gateway opened there. Everybody else is refused in the same words; why goes to the log.
 */
export function developmentSession({ issuer, limits, clock }: DevelopmentSessionParts): Handler {
  return async (exchange) => {
    const { request, note } = exchange;
    const refused = whyElsewhere(request) ?? whyForeign(request);
    if (refused !== undefined) {
      note({ refused });
      const error = new MeshError(
        "FORBIDDEN",
        "development tokens are given to this machine's own pages only",
      );
      return refusalReply({ error }, exchange);
    }
    const body = await readJsonBody(request, limits);
    const wished = body.ok ? readWish(body.found) : body;
    if (!wished.ok) return refusalReply(wished.refusal, exchange);
    return jsonReply(200, await signed(issuer, wished.found, clock()));
  };
}

interface Wish {
  readonly persona: PersonaName;
  readonly purpose?: string;
}

function readWish(body: unknown): Outcome<Wish> {
  const { success, data } = wish.safeParse(body);
  if (!success) return { ok: false, refusal: { error: new MeshError("BAD_USER_INPUT", EXPECTED) } };
  const { persona, purpose } = data;
  return { ok: true, found: { persona, ...(purpose !== undefined && { purpose }) } };
}

async function signed(issuer: TokenSigner, wished: Wish, now: Date) {
  const token = await issuer.sign({ ...wished, expiresInSeconds: LIFETIME_SECONDS, now });
  // Tokens count in whole seconds.
  const expires = (Math.floor(now.getTime() / 1_000) + LIFETIME_SECONDS) * 1_000;
  return { token, expiresAt: new Date(expires).toISOString() };
}
