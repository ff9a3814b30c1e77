import type { SubgraphTransport } from "../../gateway/types.ts";
import { testMesh } from "../../gateway/supergraph/testing/testMesh.ts";

const INHERITED = Object.getOwnPropertyNames(Object.prototype);
/** Everything reachable from any object. */
const shared = () =>
  INHERITED.map((name) => {
    const value = ({} as Record<string, unknown>)[name];
    return [name, value, value instanceof Object && Object.getOwnPropertyDescriptors(value)];
  });

test.each(INHERITED)(
  "%s as an alias is only a key, and nothing is written into what all objects share",
  async (key) => {
    const { ask } = await testMesh();
    const before = shared();
    const query = `{
    ${key}: teams { ${key}: name keys: name }
    scores: customerCreditScoresV2 { nodes { ${key}: customer { call: country keys: country polluted: country ${key}: country } } }
  }`;
    const answer = await ask(query, { roles: ["analyst"] });
    const customer = (country: string) =>
      `{"${key}":{"call":"${country}","keys":"${country}","polluted":"${country}","${key}":"${country}"}}`;
    expect(answer.errors).toEqual([]);
    expect(JSON.stringify(answer.data)).toBe(
      `{"${key}":[{"${key}":"risk","keys":"risk"}],"scores":{"nodes":[${["NL", "DE", "FR"].map(customer).join()}]}}`,
    );
    expect(shared()).toEqual(before);
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
);

test("an error at such an alias is told under the alias", async () => {
  const { ask } = await testMesh({ transports: { customers: () => Promise.reject(new Error("down")) } });
  const { errors } = await ask(`{ constructor: customerProfileV1(customerId: "c1") { country } }`);
  expect(errors).toMatchObject([{ path: ["constructor"], extensions: { code: "UNAVAILABLE" } }]);
});

test.each(INHERITED)("a context that answers %s writes nothing into what all objects share", async (key) => {
  const evil = `{"data":{"${key}":{"keys":"x","polluted":"x"},"teams":[{"name":"risk","${key}":{"keys":"x","polluted":"x"}}]}}`;
  const transport: SubgraphTransport = () => Promise.resolve({ status: 200, body: evil });
  const { ask } = await testMesh({ transports: { catalog: transport } });
  const before = shared();
  expect((await ask(`{ teams { name } dataProducts { name } }`)).errors).not.toEqual([]);
  expect((await ask(`{ teams { name } }`)).data).toEqual({ teams: [{ name: "risk" }] });
  expect(shared()).toEqual(before);
  expect(Object.keys(Object.prototype)).toEqual([]);
});
