import { MeshError } from "../errors.ts";
import { failureReason } from "./failureReason.ts";

const failure = (message: string, code?: string): Error => Object.assign(new Error(message), { code });

describe("why work on the database failed", () => {
  it.each([
    failure("terminating connection due to administrator command", "57P01"),
    failure("the database system is starting up", "57P03"),
    failure("connect ECONNREFUSED 127.0.0.1:5432", "ECONNREFUSED"),
    failure("read ECONNRESET", "ECONNRESET"),
    failure("Connection terminated unexpectedly"),
    failure("Client has encountered a connection error and is not queryable"),
    failure("timeout exceeded when trying to connect"),
  ])("an outage is one reason, however it shows: $message", (each) => {
    expect(failureReason(each)).toBe("the database cannot be reached");
  });

  it("a full disk is told", () => {
    const full = failure('could not extend file "base/5/16384": No space left on device', "53100");
    expect(failureReason(full)).toBe("the disk of the database is full");
  });

  it.each([
    failure("sorry, too many clients already", "53300"),
    failure("out of memory", "53200"),
    failure("out of shared resources", "53000"),
  ])("a database that is there and has nothing to spare is not called away: $message", (each) => {
    expect(failureReason(each)).toBe("the database has no connection, memory or other resource to spare");
  });

  it("anything else is told in its own words", () => {
    expect(failureReason(failure("relation is missing", "42P01"))).toBe("relation is missing");
    expect(failureReason(new MeshError("UNAVAILABLE", "another replay is under way"))).toBe(
      "another replay is under way",
    );
    expect(failureReason("no error at all")).toBe("unknown");
  });
});
