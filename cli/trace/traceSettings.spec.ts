import { readTraceSettings } from "./traceSettings.ts";

const read = (env: Record<string, string>) => {
  const problems: string[] = [];
  return { settings: readTraceSettings(env, problems), problems };
};

describe("the settings of traces", () => {
  it("are none without an endpoint, nor where OpenTelemetry is switched off", () => {
    expect(read({})).toEqual({ settings: undefined, problems: [] });
    expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: " ", OTEL_SERVICE_NAME: "a" }).settings).toBeUndefined();
    const off = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4318", OTEL_SDK_DISABLED: "true" };
    expect(read(off)).toEqual({ settings: undefined, problems: [] });
  });

  it("name a collector, below which traces have a path of their own, or that path", () => {
    const all = { headers: {}, service: undefined, share: 1 };
    expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4318/" }).settings).toEqual({
      ...all,
      url: "http://c:4318/v1/traces",
    });
    const both = {
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4318",
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://traces.example/in",
      OTEL_EXPORTER_OTLP_HEADERS: "api-key=a%20b, x=1=2",
      OTEL_SERVICE_NAME: "shop",
      OTEL_TRACES_SAMPLER_ARG: "0.25",
    };
    expect(read(both)).toEqual({
      settings: {
        url: "https://traces.example/in",
        headers: { "api-key": "a b", x: "1=2" },
        service: "shop",
        share: 0.25,
      },
      problems: [],
    });
  });

  it("are refused all at once, without a word of what may be secret", () => {
    const { problems } = read({
      OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318",
      OTEL_EXPORTER_OTLP_HEADERS: "authorization secret",
      OTEL_TRACES_SAMPLER_ARG: "2",
    });
    expect(problems).toEqual([
      "OTEL_EXPORTER_OTLP_ENDPOINT is not of the form http(s)://HOST[:PORT]",
      "OTEL_EXPORTER_OTLP_HEADERS is not of the form name=value,name=value",
      'OTEL_TRACES_SAMPLER_ARG "2" is not a share from 0 to 1',
    ]);
    expect(read({ OTEL_EXPORTER_OTLP_HEADERS: "a=%0d%0ab: c" }).problems).toHaveLength(1);
  });
});
