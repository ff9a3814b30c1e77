import { readTraceparent, writeTraceparent } from "./traceparent.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const SPAN = "b7ad6b7169203331";

describe("the traceparent header", () => {
  it.each([
    ["01", true],
    ["00", false],
    ["03", true],
  ])("with flags %s is sampled: %s", (flags, sampled) => {
    expect(readTraceparent(`00-${TRACE}-${SPAN}-${flags}`)).toEqual({
      traceId: TRACE,
      spanId: SPAN,
      sampled,
    });
  });

  it("is written as it is read", () => {
    const text = `00-${TRACE}-${SPAN}-01`;
    expect(writeTraceparent(readTraceparent(text) ?? { traceId: "", spanId: "", sampled: false })).toBe(text);
  });

  it.each([
    undefined,
    "",
    `01-${TRACE}-${SPAN}-01`,
    `00-${"0".repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${"0".repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01\r\nx: y`,
    `00-${TRACE}-${SPAN}`,
  ])("is none: %j", (text) => {
    expect(readTraceparent(text)).toBeUndefined();
  });
});
