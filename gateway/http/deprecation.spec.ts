import { closing } from "./testing/closing.ts";
import { answerWith, fakeMesh } from "./testing/fakeMesh.ts";
import { openGateway } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const old = { since: "2026-11-01", sunset: "2027-05-01", use: "scores@2" } as const;
const older = { since: "2027-01-01", sunset: "2027-03-31", use: "people@2" } as const;

async function headersOf(deprecations: readonly (typeof old | typeof older)[] | undefined): Promise<Headers> {
  const answer = answerWith({ data: { whoami: "ada" }, ...(deprecations && { deprecations }) });
  const { post } = await keep(openGateway({ mesh: fakeMesh({ answer }) }));
  return (await post({ query: "{ whoami }" })).headers;
}

describe("an answer from a product whose end is announced", () => {
  it("says since when it is deprecated and when it is withdrawn", async () => {
    const headers = await headersOf([old]);
    expect(headers.get("deprecation")).toBe("@1793491200");
    expect(headers.get("sunset")).toBe("Sat, 01 May 2027 00:00:00 GMT");
  });

  it("says the earliest days where there are several such products", async () => {
    const headers = await headersOf([old, older]);
    expect(headers.get("deprecation")).toBe("@1793491200");
    expect(headers.get("sunset")).toBe("Wed, 31 Mar 2027 00:00:00 GMT");
  });

  it.each([undefined, []])("says nothing of the kind where there is none (%p)", async (deprecations) => {
    const headers = await headersOf(deprecations);
    expect([headers.has("deprecation"), headers.has("sunset")]).toEqual([false, false]);
  });
});
