import { createHash } from "node:crypto";
import { MeshError, type OfferedEvent, readJson, z } from "@datamesh/kernel";

const line = z.strictObject({
  case: z.string().min(1),
  activity: z.string().min(1),
  lifecycle: z.enum(["SCHEDULE", "START", "COMPLETE"]),
  time: z.iso.datetime({ offset: true }),
  resource: z.string().min(1).optional(),
  amountRequested: z.number().min(0),
});

/**
 * A line of the BPI Challenge 2012 log (van Dongen, 4TU.ResearchData,
 * doi:10.4121/uuid:3926db30-f712-4394-aebc-75976070e91f) as JSON: the activity is the event type, and the hash of
 * the line is the event's id, so that importing the file again changes nothing. Throws MeshError BAD_USER_INPUT.
 */
export function readBpi2012(text: string): OfferedEvent {
  const parsed = line.safeParse(readJson(text));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join(".") || "line"}: ${issue.message}`,
    );
    throw new MeshError("BAD_USER_INPUT", `not a line of this log: ${problems.join("; ")}`);
  }
  const { data } = parsed;
  return {
    id: `bpi2012-${createHash("sha256").update(text).digest("base64url").slice(0, 32)}`,
    type: data.activity,
    occurredAt: data.time,
    data: {
      applicationId: data.case,
      lifecycle: data.lifecycle,
      amountRequested: String(data.amountRequested),
      ...(data.resource === undefined ? {} : { officerId: data.resource }),
    },
    metadata: { source: "bpi2012" },
  };
}
