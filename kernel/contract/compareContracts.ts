import { compareFields } from "./compareFields.ts";
import { comparePolicy } from "./comparePolicy.ts";
import { compareSla } from "./compareSla.ts";
import { compareSurroundings } from "./compareSurroundings.ts";
import type { Contract } from "./contract.ts";
import type { Difference } from "./difference.ts";

/**
 * Everything in which a declared contract differs from a published one, each with the bump it needs. The version
 * itself is not compared.
 */
export function compareContracts(published: Contract, declared: Contract): readonly Difference[] {
  return [
    ...compareFields(published, declared),
    ...comparePolicy(published.policy, declared.policy),
    ...compareSla(published.sla, declared.sla),
    ...compareSurroundings(published, declared),
  ];
}
