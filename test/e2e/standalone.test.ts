import { joinMesh } from "../support/joinedMesh.ts";
import { makeStandaloneRepository, type StandaloneRepository } from "../support/standaloneRepository.ts";

const TIMEOUT = 240_000;
const PROGRAM = "node_modules/.bin/datamesh";

describe("a context in a repository of its own, from npm pack", () => {
  let standalone: StandaloneRepository;
  beforeAll(async () => {
    standalone = await makeStandaloneRepository("branch-network", "branch-visits");
  }, TIMEOUT);
  afterAll(() => standalone?.remove());

  it(
    "passes its own types, specifications and check as it was made",
    async () => {
      const { code, stdout, stderr } = await standalone.run("npm", ["run", "ci"]);
      expect({ code, stdout, stderr }).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(
          /branch-visits@1 has a row for every branch visit[^]*pass 1[^]*ok {5}branch-visits@1 1\.0\.0: the first version/,
        ) as string,
      });
    },
    TIMEOUT,
  );

  it(
    "is guarded by its check once a version is published",
    async () => {
      await linkToCustomers(standalone);
      expect(await standalone.run("npm", ["test"])).toMatchObject({ code: 0 });
      const published = await standalone.run(PROGRAM, ["publish", "branch-visits@1"]);
      expect(published.stdout).toContain("written to contracts/branch-visits/1.0.0.json: commit it");
      const field = 'title: text().describe("What the branch visit is called"),';
      await standalone.edit("src/branchVisits.ts", [field, ""]);
      expect(await standalone.run(PROGRAM, ["check"])).toMatchObject({
        code: 1,
        stdout: expect.stringContaining("needs a major bump") as string,
      });
      await standalone.edit("src/branchVisits.ts", ["fields: {", `fields: { ${field}`]);
    },
    TIMEOUT,
  );

  it(
    "joins a mesh as processes of its own, and answers with it what is asked of both",
    async () => {
      const mesh = await joinMesh(standalone);
      try {
        await Promise.all([
          mesh.append("customers", "CUSTOMER_REGISTERED", ADA),
          mesh.append("branch-network", "BRANCH_VISIT_RECORDED", VISIT),
        ]);
        const federated = "{ branchVisitsV1 { nodes { title customer { customerId country name } } } }";
        const customer = { customerId: "c-1", country: "GB", name: "A. L." };
        expect(await mesh.untilAnswered(federated)).toEqual({
          branchVisitsV1: { nodes: [{ title: "Opened an account", customer }] },
        });
        const entry = '{ dataProduct(name: "branch-visits") { version owner { team } } }';
        expect(await mesh.untilAnswered(entry)).toEqual({
          dataProduct: { version: "1.0.0", owner: { team: "branch-network" } },
        });
      } finally {
        await mesh.remove();
      }
    },
    TIMEOUT,
  );
});

const VISIT = { branchVisitId: "v-1", customerId: "c-1", title: "Opened an account" };
const ADA = {
  customerId: "c-1",
  name: "Ada Lovelace",
  email: "ada@example.com",
  nationalId: "GB-1234",
  birthDate: "1985-12-10",
  country: "GB",
  segment: "private",
};

/** What its team edits: a visit is somebody's, who is a row of another context's product. */
async function linkToCustomers(standalone: StandaloneRepository): Promise<void> {
  const before = 'data: { branchVisitId: "1", title: ';
  await standalone.edit(
    "src/events.ts",
    ["{ event, z }", "{ event, subject, z }"],
    ["data: {", "data: { customerId: subject(z.string().min(1).max(100)),"],
  );
  await standalone.edit(
    "src/branchVisits.ts",
    ["id, role,", "id, link, role,"],
    ["fields: {", 'fields: { customerId: id().subject().describe("Who came"),'],
    [
      "sla:",
      'links: { customer: link("customer-profiles@1", { by: "customerId", key: "customerId" }) },\n  sla:',
    ],
    ["compliance: []", 'compliance: ["GDPR"]'],
  );
  await standalone.edit(
    "src/branchVisits.spec.ts",
    [`${before}"First"`, 'data: { customerId: "c", branchVisitId: "1", title: "First"'],
    [`${before}"Again"`, 'data: { customerId: "c", branchVisitId: "1", title: "Again"'],
    ['"1": { ', '"1": { customerId: "c", '],
  );
}
