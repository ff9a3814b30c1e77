import { MeshError } from "../../errors.ts";
import { storeFailure } from "./storeFailure.ts";

const failed = (code: string | undefined, message = "details: secret"): Error =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

describe("a failed statement", () => {
  it.each([
    ...["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "EPIPE"].map((code) => failed(code)),
    Object.assign(failed("ENOENT"), { syscall: "connect" }),
    ...["08006", "08P01", "57P01", "57P03"].map((code) => failed(code)),
    failed(undefined, "Connection terminated unexpectedly"),
    failed(undefined, "Connection terminated due to connection timeout"),
    failed(undefined, "Cannot use a pool after calling end on the pool"),
  ])("for want of a connection means the store cannot be reached, and says no more (%#)", (failure) => {
    const told = storeFailure("lending", failure) as MeshError;
    expect(told).toEqual(new MeshError("UNAVAILABLE", "context lending cannot reach its store"));
    expect([told.code, told.cause]).toEqual(["UNAVAILABLE", failure]);
  });

  it.each([
    failed(undefined, "timeout exceeded when trying to connect"),
    failed(undefined, "timeout exceeded when trying to connect, while others are connected"),
    failed("53300", "sorry, too many clients already"),
    failed("53300", 'too many connections for role "credit_oracle_read"'),
    failed("53200", "out of memory"),
    failed("08P01", "query_wait_timeout"),
    failed("08P01", "no more connections allowed (max_client_conn)"),
  ])("that got no connection because all are taken means to try again: $message", (failure) => {
    const told = storeFailure("lending", failure);
    expect(told).toEqual(new MeshError("UNAVAILABLE", "context lending is busy: try again in a moment"));
  });

  it.each([failed("57014"), failed(undefined, "Query read timeout")])(
    "that took too long means to try again (%#)",
    (failure) => {
      const told = storeFailure("lending", failure);
      expect(told).toEqual(new MeshError("UNAVAILABLE", "context lending did not answer in time"));
    },
  );

  it("for want of room says so: the store is there", () => {
    const told = storeFailure("lending", failed("53100"));
    const message = "the store of context lending has no room left on its disk";
    expect(told).toEqual(new MeshError("UNAVAILABLE", message));
  });

  it("that PostgreSQL refused for a value means the value", () => {
    expect(storeFailure("lending", failed("22008"))).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("for want of a file is what it is", () => {
    const failure = Object.assign(failed("ENOENT"), { syscall: "open" });
    expect(storeFailure("lending", failure)).toBe(failure);
  });

  it.each([["42P01"], ["42501"], ["XX000"], [undefined]])("with %s is what it is", (code) => {
    const failure = failed(code);
    expect(storeFailure("lending", failure)).toBe(failure);
  });

  it.each([
    new DOMException("left", "AbortError"),
    Object.assign(new Error("odd"), { code: 22 }),
    { message: 7 },
    "just words",
    undefined,
    null,
  ])("is what it is, whatever was thrown (%#)", (failure) => {
    expect(storeFailure("lending", failure)).toBe(failure);
  });
});
