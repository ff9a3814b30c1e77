import type uPlot from "uplot";
import { slaValue } from "../../ui/sla.ts";
import type { MetricSeries } from "./Series.tsx";
import type { Window } from "./slaSearch.ts";

type Size = { readonly width: number; readonly height: number };

const SECONDS: Readonly<Record<Window, number>> = { H1: 3_600, H24: 86_400, D30: 30 * 86_400 };

const isShare = (metric: MetricSeries["metric"]): boolean =>
  metric === "availability" || metric === "completeness";

/** Times in seconds, what was observed, and the objective, which holds over all of the window. */
export function chartData(
  { points, objectiveValue }: MetricSeries,
  window: Window,
  now: number,
): uPlot.AlignedData {
  const times = points.map(({ at }) => Date.parse(at) / 1_000);
  const observed = points.map(({ observedValue }) => observedValue ?? null);
  return [
    [Math.min(now - SECONDS[window], ...times), ...times, Math.max(now, ...times)],
    [null, ...observed, null],
    [objectiveValue, ...points.map(() => objectiveValue), objectiveValue],
  ];
}

/** What a chart says, for those who do not see it. */
export function seriesInWords({ points, objective }: MetricSeries): string {
  const missed = points.filter(({ met }) => met === false).length;
  const last = slaValue(points.at(-1)?.observed ?? "nothing");
  const kept = missed === 0 ? "never missed" : `missed at ${missed} of them`;
  return `${points.length} points, newest ${last}; ${slaValue(objective)} promised, ${kept}`;
}

/** The look of a chart, in the colours that hold at `element`. */
export function chartOptions(
  series: MetricSeries,
  window: Window,
  { size, now }: { readonly size: Size; readonly now: number },
  element: Element,
): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => resolved(style.getPropertyValue(name), element);
  const [line, promise, muted, grid] = ["--accent", "--warn", "--muted", "--line"].map(colour);
  const axis = {
    stroke: muted,
    grid: { stroke: grid, width: 1 },
    ticks: { stroke: grid, width: 1 },
    font: `11px ${style.fontFamily}`,
  };
  return {
    ...size,
    legend: { show: false },
    cursor: { y: false },
    scales: {
      x: { range: [now - SECONDS[window], now] },
      y: { range: (_, low, high) => rangeOf(series, low, high) },
    },
    tzDate: (seconds) => new Date(seconds * 1_000 + new Date(seconds * 1_000).getTimezoneOffset() * 60_000),
    axes: [
      { ...axis, values: (_, times) => times.map((time) => timeText(window, time)) },
      { ...axis, size: 62, values: (_, values) => values.map((value) => axisText(series, value)) },
    ],
    series: [
      {},
      {
        label: "observed",
        stroke: line,
        width: 2,
        points: { show: series.points.length < 120, size: 5, fill: line },
      },
      { label: "promised", stroke: promise, width: 1.5, dash: [6, 4], points: { show: false } },
    ],
  };
}

/** From nothing for durations; for shares only as far down as they went. */
function rangeOf({ metric, objectiveValue }: MetricSeries, low: number, high: number): [number, number] {
  if (!isShare(metric)) return [0, Math.max(high, objectiveValue) * 1.15 || 1];
  const floor = Math.min(low, objectiveValue);
  return [Math.max(0, floor - Math.max(0.005, (1 - floor) * 0.3)), 1.0005];
}

const hours = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** A moment on the axis of time, in UTC as everywhere. */
const timeText = (window: Window, seconds: number): string =>
  (window === "D30" ? days : hours).format(seconds * 1_000);

function axisText({ metric, objectiveValue }: MetricSeries, value: number): string {
  if (isShare(metric)) return value > 1 ? "" : `${Number((value * 100).toFixed(2))} %`;
  return objectiveValue < 2 && value < 2
    ? `${Math.round(value * 1_000)} ms`
    : `${Number(value.toFixed(1))} s`;
}

/** `light-dark()` as the one colour it is here, since a canvas knows no schemes. */
function resolved(value: string, element: Element): string {
  const probe = document.createElement("span");
  probe.style.color = value;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
