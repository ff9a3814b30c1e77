/** Where traces go, and of how much. */
export interface TraceSettings {
  /** Takes OTLP over HTTP, as JSON. */
  readonly url: string;
  /** Sent along: what the collector knows its senders by. */
  readonly headers: Readonly<Record<string, string>>;
  /** In place of the name of the process. */
  readonly service: string | undefined;
  /** Which share of the traces that begin here is kept, 0 to 1. */
  readonly share: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads OpenTelemetry's own variables, adding what is wrong with them to `problems`. Without an endpoint, and where
 * OTEL_SDK_DISABLED is true, nothing is traced.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export function readTraceSettings(env: Environment, problems: string[]): TraceSettings | undefined {
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  const url = readUrl(text, problems);
  const headers = readHeaders(
    text("OTEL_EXPORTER_OTLP_TRACES_HEADERS") ?? text("OTEL_EXPORTER_OTLP_HEADERS"),
    problems,
  );
  const share = readShare(text("OTEL_TRACES_SAMPLER_ARG"), problems);
  if (url === undefined || text("OTEL_SDK_DISABLED")?.toLowerCase() === "true") return undefined;
  return Object.freeze({ url, headers, service: text("OTEL_SERVICE_NAME"), share });
}

function readUrl(text: (name: string) => string | undefined, problems: string[]): string | undefined {
  const whole = text("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  const base = text("OTEL_EXPORTER_OTLP_ENDPOINT");
  const given = whole ?? base;
  if (given === undefined) return undefined;
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) {
    return whole ?? `${given.replace(/\/$/, "")}/v1/traces`;
  }
  const name = whole === undefined ? "OTEL_EXPORTER_OTLP_ENDPOINT" : "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  problems.push(`${name} is not of the form http(s)://HOST[:PORT]`);
  return undefined;
}

const HEADER = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*=\s*([\x20-\x7e]*)$/;

/** `name=value,name=value`, values with percent-encoding (W3C Baggage). They may be secret, so no problem tells them. */
function readHeaders(text: string | undefined, problems: string[]): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const part of (text ?? "").split(",").filter((each) => each.trim() !== "")) {
    const [, name, value] = HEADER.exec(part.trim()) ?? [];
    const decoded = value === undefined ? undefined : decodedText(value);
    if (name === undefined || decoded === undefined) {
      problems.push("OTEL_EXPORTER_OTLP_HEADERS is not of the form name=value,name=value");
      break;
    }
    headers[name] = decoded;
  }
  return Object.freeze(headers);
}

function decodedText(value: string): string | undefined {
  try {
    const decoded = decodeURIComponent(value);
    return /^[\x20-\x7e]*$/.test(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}

function readShare(text: string | undefined, problems: string[]): number {
  const share = Number(text ?? "1");
  if (share >= 0 && share <= 1) return share;
  problems.push(`OTEL_TRACES_SAMPLER_ARG "${text}" is not a share from 0 to 1`);
  return 1;
}
