import { rule } from "../authorize/loadShield.ts";
import type { RuleContext, RuleTree } from "../authorize/ruleTree.ts";

const authenticated = rule("authenticated", { cache: "no_cache" })(
  (_parent: unknown, _args: unknown, { consumer }: RuleContext) => consumer.id !== "",
);

/**
 * The hand-written rules: for everything that belongs to no product, so mostly for the catalog. What a
 * product's policy rules on does not stand here. The gateway does not start while a field of the schema has
 * no rule, so a type that is added to the catalog's schema is added here.
 */
export const permissions: RuleTree = {
  Query: {
    dataProduct: authenticated,
    dataProducts: authenticated,
    logs: authenticated,
    me: authenticated,
  },
  ConsumedEvents: authenticated,
  Consumer: authenticated,
  DataProduct: authenticated,
  DataProductConnection: authenticated,
  DataProductEdge: authenticated,
  EventLog: authenticated,
  EventTypeCount: authenticated,
  FacetValue: authenticated,
  FieldAccess: authenticated,
  FieldExample: authenticated,
  FieldLineage: authenticated,
  FieldSource: authenticated,
  FieldUse: authenticated,
  JoinedProduct: authenticated,
  LineageEdge: authenticated,
  LineageNode: authenticated,
  ObjectivePoint: authenticated,
  ObjectiveSeries: authenticated,
  PageInfo: authenticated,
  ProductAccess: authenticated,
  ProductBreach: authenticated,
  ProductChange: authenticated,
  ProductChanges: authenticated,
  ProductCorrection: authenticated,
  ProductDeprecation: authenticated,
  ProductFacet: authenticated,
  ProductField: authenticated,
  ProductInput: authenticated,
  ProductLineage: authenticated,
  ProductLink: authenticated,
  ProductMatch: authenticated,
  ProductObjective: authenticated,
  ProductOwner: authenticated,
  ProductPolicy: authenticated,
  ProductRelease: authenticated,
  ProductReplay: authenticated,
  ProductVersion: authenticated,
  ReplayContract: authenticated,
  ReplayInput: authenticated,
  ReplayStream: authenticated,
  ReplayUpstream: authenticated,
  TakenField: authenticated,
};
