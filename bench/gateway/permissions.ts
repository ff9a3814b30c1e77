import type { Shield } from "../../cli/serve/standalone/loadPermissions.ts";

interface Asking {
  readonly consumer: { readonly roles: readonly string[] };
}

/** Who may see what of the benchmark's mesh: whoever is an analyst everything, and a customer's email by a rule of its own. */
export default function permissions({ rule, and }: Shield) {
  const analyst = rule("analyst", { cache: "no_cache" })(
    (_parent: unknown, _args: unknown, { consumer }: Asking) => consumer.roles.includes("analyst"),
  );
  const named = rule("named", { cache: "no_cache" })(
    (_parent: unknown, _args: unknown, { consumer }: Asking) => consumer.roles.length > 0,
  );
  return {
    Query: analyst,
    Customer: { "*": analyst, email: and(analyst, named) },
    CreditScore: analyst,
    DataProduct: analyst,
  };
}
