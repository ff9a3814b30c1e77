import type { MetricFamily } from "./prometheusText.ts";

/** This process, under the names that Prometheus's client libraries use. */
export function processMetrics(now: Date): readonly MetricFamily[] {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const one = (name: string, type: "counter" | "gauge", help: string, value: number): MetricFamily => ({
    name,
    type,
    help,
    samples: [{ value }],
  });
  return [
    one("process_cpu_seconds_total", "counter", "Processor time used, in seconds.", (user + system) / 1e6),
    one("process_resident_memory_bytes", "gauge", "Memory in use, in bytes.", rss),
    one("nodejs_heap_size_used_bytes", "gauge", "JavaScript heap in use, in bytes.", heapUsed),
    one(
      "process_start_time_seconds",
      "gauge",
      "When the process started, in seconds since 1970.",
      now.getTime() / 1_000 - process.uptime(),
    ),
  ];
}
