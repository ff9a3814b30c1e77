import type { GatewayError } from "../../mesh/ask.ts";

/** A refusal that an answer carries. */
export interface Denial {
  /** The product, as `name@major`; undefined where it is none that is denied. */
  readonly product: string | undefined;
  /** Who may read it, in words. */
  readonly policy: string | undefined;
  /** Everything in the gateway's words. */
  readonly message: string;
  /** What it is about, as the answer names it: `loanOfficersV1.nodes.officerId`. */
  readonly places: readonly string[];
}

/** The refusals among errors, those that say the same together; and the other errors. */
export function denials(errors: readonly GatewayError[]): {
  readonly denied: readonly Denial[];
  readonly others: readonly GatewayError[];
} {
  const [refused, others] = [errors.filter(isRefusal), errors.filter((error) => !isRefusal(error))];
  const messages = [...new Set(refused.map(({ message }) => message))];
  const denied = messages.map((message) => {
    const same = refused.filter((each) => each.message === message);
    const { product, policy } = same[0]?.extensions ?? {};
    return { message, product: textOf(product), policy: textOf(policy), places: same.flatMap(placeOf) };
  });
  return { denied, others };
}

/** Where an error is, without list indices: `loanOfficersV1.nodes`; none where it is about the whole. */
export const placeOf = ({ path }: GatewayError): readonly string[] =>
  path === undefined ? [] : [path.filter((step) => typeof step === "string").join(".")];

const isRefusal = ({ extensions }: GatewayError): boolean => extensions?.["code"] === "FORBIDDEN";

/** What is a text as it is, and nothing of all else. */
export const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
