import { orUnavailable } from "./orUnavailable.ts";

const failing = (failure: unknown): Promise<unknown> => orUnavailable(() => Promise.reject(failure));
const failure = (code: string | undefined, message = "10.1.2.3 says no"): Error =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

describe("a read of the catalog's tables", () => {
  it.each([
    failure("ECONNREFUSED"),
    failure("ETIMEDOUT"),
    failure("57P01"),
    failure("08006"),
    failure(undefined, "Connection terminated unexpectedly"),
  ])("without a database is UNAVAILABLE and tells nothing of it: %p", async (cause) => {
    await expect(failing(cause)).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: "context catalog cannot reach its store",
      details: {},
      cause,
    });
  });

  it.each([failure("53300"), failure(undefined, "timeout exceeded when trying to connect")])(
    "without a connection to spare is UNAVAILABLE for a moment: %p",
    async (cause) => {
      const message = "context catalog is busy: try again in a moment";
      await expect(failing(cause)).rejects.toMatchObject({ code: "UNAVAILABLE", message, cause });
    },
  );

  it.each([failure("42P01"), failure("42501"), new TypeError("a mistake")])(
    "that fails for another reason fails with that: %p",
    async (cause) => {
      await expect(failing(cause)).rejects.toBe(cause);
    },
  );
});
