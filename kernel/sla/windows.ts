/**
 * The spans over which an SLA is measured: the last 60 minutes, the last 24 hours and the last 30 days, each with the
 * one that is under way.
 */
export const SLA_WINDOWS = ["H1", "H24", "D30"] as const;
export type SlaWindow = (typeof SLA_WINDOWS)[number];

/** What counts are kept by. */
export type SlotUnit = "minute" | "hour" | "day";
