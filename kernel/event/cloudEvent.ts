import { z } from "zod";
import { MeshError } from "../errors.ts";
import type { OfferedEvent } from "./prepareEvent.ts";

const cloudEvent = z.looseObject({
  specversion: z.literal("1.0"),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  time: z.iso.datetime({ offset: true }),
  data: z.unknown(),
  datacontenttype: z.string().optional(),
  subject: z.string().optional(),
});

/**
 * An event in CloudEvents 1.0.2 JSON format (https://github.com/cloudevents/spec, json-format.md): `type` is the
 * event type, `time` is required here, `source` and extension attributes become metadata. Throws MeshError
 * BAD_USER_INPUT that says which attribute is wrong.
 */
export function readCloudEvent(line: string): OfferedEvent {
  const json = readJson(line);
  if (typeof json === "object" && json !== null && "data_base64" in json) {
    throw new MeshError(
      "BAD_USER_INPUT",
      "not a CloudEvent this log can hold: data_base64 (use data, in JSON)",
    );
  }
  const parsed = cloudEvent.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join(".") || "event"}: ${issue.message}`,
    );
    throw new MeshError("BAD_USER_INPUT", `not a CloudEvent: ${problems.join("; ")}`);
  }
  const { specversion: _version, id, type, time, data, datacontenttype, ...metadata } = parsed.data;
  if (datacontenttype !== undefined && !/^application\/([\w.-]+\+)?json\b/.test(datacontenttype)) {
    throw new MeshError("BAD_USER_INPUT", "not a CloudEvent this log can hold: datacontenttype must be JSON");
  }
  return { id, type, occurredAt: time, data, metadata };
}

/** Parses a line of JSON. Throws MeshError BAD_USER_INPUT without quoting the line. */
export function readJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw new MeshError("BAD_USER_INPUT", "not JSON");
  }
}
