import { contextNames } from "../contextNames.ts";
import { identifier } from "../identifier.ts";
import type { RoleNamer } from "../roles/roleNames.ts";

/**
 * `product_standing(product, major)`: the cut of a product as text (kernel/cut/productCut.ts) in the snapshot of the
 * statement that asks, which is what `stable` means. Every page asks it; a function keeps its plan for as long as a
 * connection lives, where a sub-select over the view of positions would be planned anew for each page.
 */
export function standingFunction(context: string, role: RoleNamer): readonly string[] {
  const names = contextNames(context);
  return [
    `create or replace function ${names.productStanding}(p_product text, p_major integer) returns text
       language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
       begin
         return (select 'g' || c.generation || '.p' || c.position || '.e' || c.epoch from ${names.checkpoints} c
                 where c.product = p_product and c.major = p_major);
       end $$`,
    `revoke all on function ${names.productStanding} from public`,
    `grant execute on function ${names.productStanding} to ${identifier(role(context, "read"))}`,
  ];
}
