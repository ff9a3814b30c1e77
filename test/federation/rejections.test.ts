import { rejectingGateway, type RejectingGateway } from "../support/rejectingGateway.ts";
import { REJECTIONS } from "../support/rejections.ts";

/** Of the whole answer, its head included. */
const MOST_BYTES = 2_000;

describe("what the gateway refuses, however large it is,", () => {
  let gateway: RejectingGateway;
  beforeAll(async () => {
    gateway = await rejectingGateway();
  });
  afterAll(() => gateway.stop());

  it.each(REJECTIONS)("is refused with its code in less than 2 kB: $name", async (rejection) => {
    const { url, init } = gateway.request(rejection, 1);
    const response = await fetch(url, init);
    const body = await response.text();
    const { errors } = JSON.parse(body) as { readonly errors: readonly { readonly extensions: object }[] };
    expect(errors[0]?.extensions).toMatchObject({ code: rejection.code });
    expect(Buffer.byteLength(body)).toBeLessThan(MOST_BYTES);
  });
});
