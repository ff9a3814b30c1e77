import { testMesh } from "./testing/testMesh.ts";
test("x", async () => {
  const { ask, sent } = await testMesh();
  console.log(JSON.stringify(await ask(`{ customerCreditScoresV2 { nodes { score customer { fullName country } } product { description } } dataProducts { name } }`, { roles: ["analyst"] })), sent.length);
});
