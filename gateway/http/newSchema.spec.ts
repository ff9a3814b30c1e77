import { closing } from "./testing/closing.ts";
import { answerWith, fakeMesh } from "./testing/fakeMesh.ts";
import { openGateway } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

describe("a new schema", () => {
  it("is served at once, without the gateway stopping", async () => {
    const { ask, mesh } = await keep(openGateway());
    expect(await ask("{ added }")).toMatchObject({
      errors: [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }],
    });
    const next = fakeMesh({ sdl: "type Query { added: Int }", answer: answerWith({ data: { added: 1 } }) });
    mesh.put(next);
    expect(await ask("{ added }")).toEqual({ data: { added: 1 } });
    expect(await ask("{ whoami }")).toMatchObject({
      errors: [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }],
    });
    expect(next.asked).toHaveLength(1);
  });

  it("may be the first that is valid", async () => {
    const { post, ask, mesh } = await keep(openGateway({ mesh: fakeMesh({ sdl: "type Other { a: Int }" }) }));
    expect((await post({ query: "{ whoami }" })).status).toBe(503);
    mesh.put(fakeMesh());
    expect(await ask("{ whoami }")).toEqual({ data: { whoami: "ada" } });
  });

  it("that is not valid is refused and logged, and the old one stays", async () => {
    const { ask, mesh, until } = await keep(openGateway());
    await ask("{ whoami }");
    mesh.put(fakeMesh({ sdl: "type Other { a: Int }" }));
    expect(await until((line) => line.level === 50)).toMatchObject({
      msg: "a schema is refused, the previous one stays",
    });
    expect(await ask("{ whoami }")).toEqual({ data: { whoami: "ada" } });
  });
});
