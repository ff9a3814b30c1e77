import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { THEME_CHANGED } from "../../app/theme.ts";
import { METRICS } from "../../ui/sla.ts";
import { chartData, chartOptions, seriesInWords } from "./chart.ts";
import type { MetricSeries } from "./Series.tsx";
import type { Window } from "./slaSearch.ts";
import styles from "./SlaTab.module.css";

/** A metric over time against its objective. It is drawn anew when its size, its data or the theme changes. */
export function SeriesChart({ series, window: span }: { series: MetricSeries; window: Window }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    let chart: uPlot | undefined;
    const draw = () => {
      chart?.destroy();
      const { clientWidth: width, clientHeight: height } = element;
      if (width === 0) return;
      const now = Date.now() / 1_000;
      const options = chartOptions(series, span, { size: { width, height }, now }, element);
      chart = new uPlot(options, chartData(series, span, now), element);
    };
    const resized = new ResizeObserver(draw);
    resized.observe(element);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", draw);
    window.addEventListener(THEME_CHANGED, draw);
    return () => {
      resized.disconnect();
      dark.removeEventListener("change", draw);
      window.removeEventListener(THEME_CHANGED, draw);
      chart?.destroy();
    };
  }, [series, span]);
  return (
    <div
      ref={place}
      className={styles["canvas"]}
      role="img"
      aria-label={`${METRICS[series.metric].name}: ${seriesInWords(series)}`}
    />
  );
}
