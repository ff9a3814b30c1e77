import { cacheTally, throughCache } from "../cache/index.ts";
import { announcementBoard } from "../announcements/index.ts";
import { cacheMetrics } from "./cacheMetrics.ts";
import { prometheusText } from "./prometheusText.ts";

describe("of the exact cache", () => {
  it("nothing is told of what it holds where there is none", () => {
    const text = prometheusText(cacheMetrics(cacheTally()));
    expect(text).toContain('datamesh_cache_answers_total{served="hit"} 0');
    expect(text).not.toContain("bytes");
  });

  it("the bytes it holds and may hold are told, of that of the newest mesh", () => {
    const tally = cacheTally();
    tally.keeps({ bytes: () => 700, limit: 1_000 });
    const told = (): readonly string[] => prometheusText(cacheMetrics(tally)).split("\n");
    expect(told()).toEqual(
      expect.arrayContaining(["datamesh_cache_bytes 700", "datamesh_cache_limit_bytes 1000"]),
    );
    throughCache([], { announcements: announcementBoard(), maxBytes: 2_000, tally });
    expect(told()).toEqual(
      expect.arrayContaining(["datamesh_cache_bytes 0", "datamesh_cache_limit_bytes 2000"]),
    );
  });
});
