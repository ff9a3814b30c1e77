import { MeshError } from "@datamesh/kernel";
import { type Consumer, entitledPurposes } from "@datamesh/kernel/policy";
import type { Exchange } from "./exchange.ts";
import type { Outcome } from "./refusal.ts";

/** Printable ASCII without commas: Node joins a header that is sent twice by one. */
const PURPOSE = /^[\x21-\x2b\x2d-\x7e]([\x20-\x2b\x2d-\x7e]{0,126}[\x21-\x2b\x2d-\x7e])?$/;

/** Where a purpose is declared. */
interface PurposeDeclared extends Pick<Exchange, "note"> {
  readonly request: { readonly headers: Readonly<Record<string, unknown>> };
}

/**
 * The consumer with the purpose that header `X-Purpose` declares for this one request, in place of the token's.
 * A purpose the token does not entitle to is FORBIDDEN, for going on without it would mislead whoever declares it;
 * anything but one purpose of at most 128 characters is BAD_USER_INPUT.
 */
export function declarePurpose({ request, note }: PurposeDeclared, consumer: Consumer): Outcome<Consumer> {
  const purpose = request.headers["x-purpose"];
  if (purpose === undefined) return { ok: true, found: consumer };
  if (typeof purpose !== "string" || !PURPOSE.test(purpose)) {
    return refuse(
      new MeshError("BAD_USER_INPUT", "X-Purpose holds one purpose, of 1 to 128 printable characters"),
    );
  }
  note({ purpose });
  const entitled = entitledPurposes(consumer);
  if (entitled.includes(purpose)) return { ok: true, found: Object.freeze({ ...consumer, purpose }) };
  const known = entitled.length === 0 ? "no purpose" : `only ${entitled.join(", ")}`;
  return refuse(
    new MeshError(
      "FORBIDDEN",
      `X-Purpose: your token does not entitle you to "${purpose}"; it names ${known}`,
      {
        purpose,
      },
    ),
  );
}

const refuse = (error: MeshError): Outcome<never> => ({ ok: false, refusal: { error } });
