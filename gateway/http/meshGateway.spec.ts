import { parse } from "graphql";
import type { GraphQLSchema } from "graphql";
import { meshGateway } from "./meshGateway.ts";
import { fakeMesh, meshInPlace } from "./testing/fakeMesh.ts";
import { logLines } from "./testing/logLines.ts";

/** Stands where Apollo Server does. */
async function behind(place: ReturnType<typeof meshInPlace>) {
  const schemas: GraphQLSchema[] = [];
  const gateway = meshGateway(place, logLines().log);
  const unsubscribe = gateway.onSchemaLoadOrUpdate(({ apiSchema }) => schemas.push(apiSchema));
  const { executor } = await gateway.load({ apollo: {} });
  const document = parse("{ whoami }");
  const execute = (schema: GraphQLSchema | undefined) =>
    executor?.({
      document,
      operation: document.definitions[0],
      operationName: null,
      request: {},
      schema,
      context: { consumer: { id: "ada" }, requestId: "r1", note: () => undefined },
    } as unknown as Parameters<typeof executor>[0]);
  return { schemas, unsubscribe, execute };
}

describe("a mesh behind Apollo Server", () => {
  it("publishes its schema at once and each time it changes, until it is told to stop", async () => {
    const [first, second, third] = [fakeMesh(), fakeMesh(), fakeMesh()];
    const place = meshInPlace(first);
    const { schemas, unsubscribe } = await behind(place);
    place.put(second);
    unsubscribe();
    place.put(third);
    expect(schemas).toEqual([first.apiSchema, second.apiSchema]);
  });

  it("answers a document that was validated against the previous schema with the previous mesh", async () => {
    const [old, next] = [fakeMesh(), fakeMesh()];
    const place = meshInPlace(old);
    const { schemas, execute } = await behind(place);
    place.put(next);
    expect(await execute(schemas[0])).toEqual({ data: { whoami: "ada" } });
    expect([old.asked.length, next.asked.length]).toEqual([1, 0]);
  });

  it("answers no document of a schema it never published", async () => {
    const { execute } = await behind(meshInPlace(fakeMesh()));
    await expect(execute(fakeMesh().apiSchema)).rejects.toThrow(TypeError);
  });

  it("keeps its last schema when the mesh is gone", async () => {
    const place = meshInPlace(fakeMesh());
    const { schemas } = await behind(place);
    place.put(undefined);
    expect(schemas).toHaveLength(1);
  });
});
