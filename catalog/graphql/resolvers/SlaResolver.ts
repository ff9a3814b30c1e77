import { formatDuration, SLA_WINDOWS } from "@datamesh/kernel/sla";
import { Args, Ctx, FieldResolver, Float, Resolver, Root } from "type-graphql";
import { measuredSla, objectiveSeries, type ProductMeasures } from "../../sla/index.ts";
import type { CatalogScope } from "../catalogScope.ts";
import type { SlaStanding } from "../../read/index.ts";
import { SlaStandingEnum } from "../types/enums.ts";
import {
  DataProduct,
  ObjectiveSeries,
  ProductObjective,
  SlaArguments,
  SlaSeriesArguments,
} from "../types/index.ts";

/** What was measured of a product. */
@Resolver(() => DataProduct)
export class SlaResolver {
  @FieldResolver(() => [ProductObjective], {
    description: "What its owner promises and what was observed of it, by window.",
  })
  async sla(
    @Root() product: DataProduct,
    @Args(() => SlaArguments) { window }: SlaArguments,
    @Ctx() scope: CatalogScope,
  ): Promise<readonly ProductObjective[]> {
    const { counts, now } = await measuresOf(product, scope);
    const windows = typeof window === "string" ? [window] : SLA_WINDOWS;
    return windows.flatMap((each) => measuredSla(product.declaredSla, each, counts[each], now));
  }

  @FieldResolver(() => SlaStandingEnum, { description: "Whether promises are broken right now." })
  async standing(
    @Root() { name, major }: DataProduct,
    @Ctx() { breached }: CatalogScope,
  ): Promise<SlaStanding> {
    return (await breached.load({ name, major })) ? "BREACHED" : "KEPT";
  }

  @FieldResolver(() => [ObjectiveSeries], {
    description:
      "Its objectives in the course of a window: a point for each minute of H1, hour of H24, day of D30 (in UTC) in which something was observed, the oldest first. Silence has no course.",
  })
  async slaSeries(
    @Root() { name, major, declaredSla }: DataProduct,
    @Args(() => SlaSeriesArguments) { window, metric }: SlaSeriesArguments,
    @Ctx() { slots }: CatalogScope,
  ): Promise<readonly ObjectiveSeries[]> {
    return objectiveSeries(declaredSla, window, await slots.load({ name, major, window }), metric);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "When its log took the newest event it is derived from, in UTC: `2026-01-31T12:00:00.000Z`. Null before the first.",
  })
  async lastEventAt(@Root() product: DataProduct, @Ctx() scope: CatalogScope): Promise<string | null> {
    return (await measuresOf(product, scope)).now?.lastEventAt ?? null;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: "How many seconds after it had happened its log took that event.",
  })
  async sourceDelaySeconds(@Root() product: DataProduct, @Ctx() scope: CatalogScope): Promise<number | null> {
    return (await measuresOf(product, scope)).now?.sourceDelay ?? null;
  }

  @FieldResolver(() => String, {
    description: "What is known of the silence of its source, in words.",
  })
  async silence(@Root() product: DataProduct, @Ctx() scope: CatalogScope): Promise<string> {
    const { heartbeat } = product.declaredSla;
    if (heartbeat === undefined) return "silence is not monitored";
    const silence = (await measuresOf(product, scope)).now?.silence ?? null;
    if (silence === null) return `no event yet; one is expected every ${heartbeat}`;
    return `the last event was ${formatDuration(silence)} ago; one is expected every ${heartbeat}`;
  }
}

const measuresOf = ({ name, major }: DataProduct, { measures }: CatalogScope): Promise<ProductMeasures> =>
  measures.load({ name, major });
