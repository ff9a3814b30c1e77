import { given } from "@datamesh/kernel/testing";
import { readBpi2012 } from "./importers/bpi2012.ts";
import { loanApplications } from "./loanApplications.ts";
import { loanOfficers } from "./loanOfficers.ts";

const happened = (
  type: string,
  minute: number,
  more: { applicationId?: string; officerId?: string } = {},
) => ({
  type,
  occurredAt: new Date(Date.UTC(2011, 9, 1, 0, minute)).toISOString(),
  data: { applicationId: "a-1", lifecycle: "COMPLETE", amountRequested: "20000", ...more },
});

describe("loan-applications@1", () => {
  it("tells how far an application has come and how it was decided", () => {
    const steps = [
      happened("A_SUBMITTED", 0),
      happened("O_SENT", 1),
      happened("O_SENT", 2),
      happened("A_APPROVED", 3),
    ];
    const { rows } = given(loanApplications, ...steps, happened("W_Valideren aanvraag", 4)).outcome();
    expect(rows["a-1"]).toEqual({
      applicationId: "a-1",
      amountRequested: "20000.00",
      submittedAt: "2011-10-01T00:00:00.000Z",
      state: "A_APPROVED",
      outcome: "APPROVED",
      decidedAt: "2011-10-01T00:03:00.000Z",
      offersSent: 2,
      eventCount: 5,
      lastActivityAt: "2011-10-01T00:04:00.000Z",
    });
  });

  it.each([
    ["A_DECLINED", "DECLINED"],
    ["A_CANCELLED", "CANCELLED"],
    ["A_ACTIVATED", "PENDING"],
  ])("after %s the outcome is %s", (type, outcome) => {
    const { rows } = given(loanApplications, happened("A_SUBMITTED", 0), happened(type, 1)).outcome();
    expect(rows["a-1"]?.["outcome"]).toBe(outcome);
  });

  it("takes the last state in log order when two tie in time", () => {
    const { rows } = given(loanApplications, happened("A_APPROVED", 1), happened("A_ACTIVATED", 1)).outcome();
    expect(rows["a-1"]?.["state"]).toBe("A_ACTIVATED");
  });
});

describe("loan-officers@1", () => {
  it("counts an officer's events and the applications among them", () => {
    const by = (minute: number, applicationId: string, officerId?: string) =>
      happened("O_SENT", minute, { applicationId, ...(officerId === undefined ? {} : { officerId }) });
    const steps = [
      by(5, "a-1", "o-1"),
      by(3, "a-1", "o-1"),
      by(9, "a-2", "o-1"),
      by(9, "a-2", "o-2"),
      by(10, "a-3"),
    ];
    expect(given(loanOfficers, ...steps).outcome().rows).toEqual({
      "o-1": {
        officerId: "o-1",
        eventsHandled: 3,
        applicationsTouched: 2,
        firstActiveAt: "2011-10-01T00:03:00.000Z",
        lastActiveAt: "2011-10-01T00:09:00.000Z",
      },
      "o-2": expect.objectContaining({ eventsHandled: 1, applicationsTouched: 1 }),
    });
  });
});

describe("the importer of the BPI 2012 log", () => {
  const line =
    '{"case":"173688","activity":"A_SUBMITTED","lifecycle":"COMPLETE","time":"2011-09-30T22:38:44.546Z","resource":"112","amountRequested":20000}';

  it("reads a line as an event named by the line's hash", () => {
    const event = readBpi2012(line);
    expect(event).toMatchObject({
      type: "A_SUBMITTED",
      occurredAt: "2011-09-30T22:38:44.546Z",
      data: { applicationId: "173688", lifecycle: "COMPLETE", amountRequested: "20000", officerId: "112" },
    });
    expect(readBpi2012(line).id).toBe(event.id);
    expect(readBpi2012(line.replace("112", "113")).id).not.toBe(event.id);
  });

  it.each([
    ["{", "not JSON"],
    ["{}", "case:"],
    [line.replace("20000", '"much"'), "amountRequested:"],
    [line.replace("2011-09-30T22:38:44.546Z", "yesterday"), "time:"],
  ])("refuses %s and says why", (text, reason) => {
    expect(() => readBpi2012(text)).toThrow(reason);
  });
});
