import { CloudEvent, ValidationError } from "cloudevents";
import { z } from "zod";
import { MeshError } from "../errors.ts";
import { payloadProblems } from "./payloadProblems.ts";
import type { OfferedEvent } from "./prepareEvent.ts";

const NAME = /^[a-z0-9]+$/;
const MAX_INTEGER = 2_147_483_647;

/** The types an extension attribute can have in JSON (spec.md, Type System): null counts as left out. */
const extension = z.union(
  [
    z.string(),
    z.boolean(),
    z
      .int()
      .min(-MAX_INTEGER - 1)
      .max(MAX_INTEGER),
  ],
  "an extension attribute is a text, a boolean or a whole number of 32 bits",
);
/** A whole number from 1 on, which HTTP headers and strict producers write as text. */
const version = z.union(
  [
    z.int(),
    z
      .string()
      .regex(/^[1-9]\d{0,9}$/)
      .transform(Number),
  ],
  "must be a whole number",
);

/** Like `version`, from 0 on, or in words. */
const expected = z.union(
  [
    z.int().min(0),
    z.literal(["any", "none"]),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ],
  'must be a whole number, "any" or "none"',
);

const cloudEvent = z
  .object({
    specversion: z.literal("1.0"),
    id: z.string().min(1),
    source: z.string().min(1),
    type: z.string().min(1),
    time: z.iso.datetime({ offset: true }),
    data: z.unknown(),
    datacontenttype: z.string().optional(),
    dataschema: z.string().optional(),
    subject: z.string().optional(),
    eventversion: version.optional(),
    stream: z.string().min(1).optional(),
    expectedversion: expected.optional(),
  })
  .catchall(extension);

/**
 * An event of CloudEvents 1.0.2 in JSON (https://github.com/cloudevents/spec, json-format.md), as an event of a log.
 * `type` is the event type, `time` is required here, the extensions `eventversion` (of
 * the payload), `stream` and `expectedversion` (the version the stream must stand at, "none" or "any") say how it is
 * appended; `source` and other attributes become metadata. Throws MeshError BAD_USER_INPUT that says which attribute is wrong,
 * without its value.
 */
export function cloudEventOf(json: unknown): OfferedEvent {
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw bad("event: expected an object");
  if ("data_base64" in json) throw unfit("data_base64 (use data, in JSON)");
  const parsed = cloudEvent.safeParse(withoutNulls(json));
  if (!parsed.success) throw bad(payloadProblems(parsed.error.issues, "").replaceAll(/(^|; )\./g, "$1"));
  const { data, eventversion, stream, expectedversion, ...attributes } = parsed.data;
  if (stream === undefined && expectedversion !== undefined) throw bad("expectedversion: there is no stream");
  checkAttributes(attributes);
  const { specversion: _version, id, type, time, datacontenttype, ...metadata } = attributes;
  if (datacontenttype !== undefined && !/^application\/([\w.-]+\+)?json\b/.test(datacontenttype)) {
    throw unfit("datacontenttype must be JSON");
  }
  return {
    id,
    type,
    occurredAt: time,
    data,
    metadata,
    ...(eventversion !== undefined && { version: eventversion }),
    ...(stream !== undefined && { target: { stream, expected: expectedversion ?? "any" } }),
  };
}

/** A line of JSON that is a CloudEvent. Throws MeshError BAD_USER_INPUT (`cloudEventOf`). */
export const readCloudEvent = (line: string): OfferedEvent => cloudEventOf(readJson(line));

/** Parses a line of JSON. Throws MeshError BAD_USER_INPUT without quoting the line. */
export function readJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw new MeshError("BAD_USER_INPUT", "not JSON");
  }
}

function withoutNulls(json: object): object {
  return Object.fromEntries(
    Object.entries(json).filter(([name, value]) => name === "data" || value !== null),
  );
}

/**
 * What the specification asks of attributes beyond their types: names, URIs, lengths. The library makes up an id and a
 * time where there is none, and quotes values, so it is asked last and its words are not passed on.
 */
function checkAttributes(attributes: Readonly<Record<string, unknown>>): void {
  const misnamed = Object.keys(attributes).find((name) => !NAME.test(name));
  if (misnamed !== undefined) {
    throw bad("an attribute's name is not of lower-case letters and digits alone");
  }
  try {
    void new CloudEvent(attributes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const issues = error instanceof ValidationError && Array.isArray(error.errors) ? error.errors : [];
    throw bad(issues.map(issueText).join("; ") || "its attributes are not those of a CloudEvent");
  }
}

function issueText(issue: unknown): string {
  const { instancePath = "", message = "is not as it should be" } = issue as Partial<Record<string, string>>;
  return `${instancePath.slice(1) || "event"}: ${message}`;
}

const bad = (problem: string): MeshError => new MeshError("BAD_USER_INPUT", `not a CloudEvent: ${problem}`);
const unfit = (problem: string): MeshError =>
  new MeshError("BAD_USER_INPUT", `not a CloudEvent this log can hold: ${problem}`);
