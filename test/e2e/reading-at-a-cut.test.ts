import { makeDataDirectory, type MeshProcess, startMeshProcess } from "../support/meshProcess.ts";
import { askAt, type OwnGateway, registerCustomer } from "../support/readYourWrites.ts";

const TIMEOUT = 120_000;

describe("a mesh in one process", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let mesh: MeshProcess;
  let owner: OwnGateway;

  beforeAll(async () => {
    directory = await makeDataDirectory();
    mesh = await startMeshProcess({ DATAMESH_DATA_DIR: directory.path });
    owner = { url: mesh.url, token: await mesh.token("owner") };
  }, TIMEOUT);

  afterAll(async () => {
    await mesh?.stop();
    await directory?.remove();
  }, TIMEOUT);

  it("lets whoever appended read what they wrote, in the product and in what is derived from it", async () => {
    for (let n = 0; n < 5; n += 1) {
      const position = await registerCustomer(owner, `w-${n}`);
      const headers = { "x-datamesh-at-least": `customers=${position}` };
      const { body } = await askAt(
        owner,
        `{ customerProfileV1(customerId: "w-${n}") { country } customerCreditScoresV2 { totalCount } }`,
        { headers },
      );
      expect(body).toMatchObject({ data: { customerProfileV1: { country: "NL" } } });
    }
  });

  it("answers the same as of a cut, and as of a time, after more was written", async () => {
    const query = "{ customerProfilesV1 { totalCount } customerCreditScoresV2 { totalCount } }";
    const first = await askAt(owner, query, { datamesh: { cut: true } });
    const cut = first.body.extensions?.datamesh?.cut ?? "";
    const position = await registerCustomer(owner, "later");
    const now = await askAt(owner, query, { datamesh: { atLeast: { customers: position } } });
    expect(now.body.data).not.toEqual(first.body.data);
    expect((await askAt(owner, query, { datamesh: { asOf: cut } })).body.data).toEqual(first.body.data);
    const before = await askAt(owner, query, { headers: { "x-datamesh-as-of": "2001-01-01T00:00:00Z" } });
    expect(before.body.data).toEqual({
      customerProfilesV1: { totalCount: 0 },
      customerCreditScoresV2: { totalCount: 0 },
    });
  });

  it("says where a request cannot be read, and how far products are that do not come so far", async () => {
    const query = "{ customerProfilesV1 { totalCount } }";
    const bad = await askAt(owner, query, { datamesh: { asOf: "noon" } });
    expect([bad.status, bad.body.errors?.[0]?.extensions["code"]]).toEqual([400, "BAD_USER_INPUT"]);
    const late = await askAt(owner, query, { datamesh: { atLeast: { customers: 1_000_000 } } });
    expect(late).toMatchObject({
      status: 503,
      body: { errors: [{ extensions: { code: "NOT_REACHED", products: [{ wanted: 1_000_000 }] } }] },
    });
  });
});
