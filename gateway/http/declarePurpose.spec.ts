import type { Consumer } from "@datamesh/kernel/policy";
import { closing } from "./testing/closing.ts";
import { fakeMesh } from "./testing/fakeMesh.ts";
import { openGateway } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const ada: Consumer = { id: "ada", roles: ["compliance"], scopes: [], purposes: ["compliance", "reporting"] };

/** Asks as a consumer with these headers, and tells what the mesh was asked, if it was. */
async function askAs(consumer: Consumer, headers: Record<string, string>) {
  const mesh = fakeMesh();
  const verifyToken = () => Promise.resolve({ ok: true as const, consumer });
  const { post } = await keep(openGateway({ mesh, verifyToken }));
  const response = await post({ query: "{ whoami }" }, headers);
  const body = (await response.json()) as { errors?: readonly object[] };
  return { status: response.status, body, consumer: mesh.asked[0]?.context.consumer };
}

describe("X-Purpose", () => {
  it("declares a purpose the consumer is entitled to, for this request", async () => {
    const { status, consumer } = await askAs(ada, { "x-purpose": "compliance" });
    expect(status).toBe(200);
    expect(consumer).toEqual({ ...ada, purpose: "compliance" });
  });

  it("takes the place of the purpose in the token", async () => {
    const { consumer } = await askAs({ ...ada, purpose: "reporting" }, { "x-purpose": "compliance" });
    expect(consumer?.purpose).toBe("compliance");
  });

  it("may say what the token says itself", async () => {
    const own: Consumer = { id: "ada", roles: [], scopes: [], purpose: "reporting" };
    expect(await askAs(own, { "x-purpose": "reporting" })).toMatchObject({ status: 200, consumer: own });
  });

  it("leaves the consumer as the token names it when it is absent", async () => {
    expect((await askAs(ada, {})).consumer).toEqual(ada);
  });

  it.each([
    ["of a consumer with others", ada, "it names only compliance, reporting"],
    ["of a consumer without any", { id: "ada", roles: ["compliance"], scopes: [] }, "it names no purpose"],
  ])("the token does not entitle to is refused, %s", async (_, who, told) => {
    const { status, body, consumer } = await askAs(who, { "x-purpose": "marketing" });
    expect(status).toBe(403);
    expect(body.errors).toMatchObject([
      {
        message: expect.stringContaining(told),
        extensions: { code: "FORBIDDEN", purpose: "marketing" },
      },
    ]);
    expect(consumer).toBeUndefined();
  });

  it.each([[""], ["compliance, reporting"], ["p".repeat(129)], ["compli\u00e4nce"]])(
    "that reads %j is no purpose",
    async (header) => {
      const { status, body, consumer } = await askAs(ada, { "x-purpose": header });
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
      expect(consumer).toBeUndefined();
    },
  );
});
