import { limitError } from "./limitError.ts";

const violation = {
  limit: "fields",
  code: "FIELD_LIMIT_EXCEEDED",
  counted: "selected fields",
  accepted: 1_000,
} as const;

describe("the refusal of what exceeds a limit", () => {
  it("carries the limit and the actual number", () => {
    const error = limitError({ ...violation, actual: 131_072 });
    expect(error.code).toBe("FIELD_LIMIT_EXCEEDED");
    expect(error.message).toBe("too many selected fields: 131,072, where at most 1,000 are accepted");
    expect(error.details).toEqual({ limit: "fields", accepted: 1_000, actual: 131_072 });
  });

  it("says when counting was given up", () => {
    const { message } = limitError({ ...violation, actual: Number.MAX_SAFE_INTEGER });
    expect(message).toContain("at least 9,007,199,254,740,991");
  });
});
