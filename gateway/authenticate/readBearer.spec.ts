import { readBearer } from "./readBearer.ts";

describe("an Authorization header", () => {
  it.each(["Bearer abc.def-_~+/.ghi==", "bearer abc.def-_~+/.ghi==", "BEARER abc.def-_~+/.ghi=="])(
    "%j carries its token, the scheme in any case",
    (header) => {
      expect(readBearer(header)).toBe("abc.def-_~+/.ghi==");
    },
  );

  it.each([
    undefined,
    "",
    "Bearer",
    "Bearer ",
    "Bearer  abc",
    " Bearer abc",
    "Bearer abc ",
    "Bearer abc def",
    "Bearer abc, Bearer def",
    "Bearer abc,def",
    "Bearer\tabc",
    "Bearer abc\n",
    "Bearer =",
    "Bearer a=b",
    "Bearer äbc",
    "Basic YWRhOnNlY3JldA==",
    "XBearer abc",
    "abc",
  ])("%j carries none", (header) => {
    expect(readBearer(header)).toBeUndefined();
  });
});
