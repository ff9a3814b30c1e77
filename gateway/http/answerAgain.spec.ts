import { DEFAULT_LIMITS } from "../limits/index.ts";
import type { Answer } from "../types.ts";
import { acceptedReader } from "./accepted.ts";
import { answerDirectly, type AskedOperation } from "./answerDirectly.ts";
import type { ValidDocument } from "./checkedDocument.ts";
import { documentCache } from "./documentCache.ts";
import { fakeExchange } from "./testing/fakeExchange.ts";
import { fakeMesh } from "./testing/fakeMesh.ts";
import { logLines } from "./testing/logLines.ts";
import { textChecks } from "./textChecks.ts";

const ada = { id: "ada", roles: [], scopes: [] };
const readAccepted = acceptedReader();

const KEPT: Answer = {
  data: null,
  dataText: '{"whoami":"ada"}',
  errors: [],
  withheld: [],
  accesses: [],
  served: "hit",
};

/** The reply to whoever asks a mesh that answers so. */
async function replied(answer: Answer, asked: Partial<AskedOperation> = {}, accept = "*/*") {
  const mesh = fakeMesh({ answer: () => answer });
  const { log } = logLines();
  const { exchange } = fakeExchange({ accept }, log);
  const accepted = readAccepted(accept);
  if (accepted === undefined) throw new TypeError(`${accept} accepts nothing`);
  const request = { query: "{ whoami }", variables: {} };
  const document = documentCache(textChecks(DEFAULT_LIMITS, log))(mesh, ada, request.query) as ValidDocument;
  const context = { consumer: ada, requestId: "r1", note: exchange.note };
  return answerDirectly({ mesh, document, request, context, accepted, ...asked }, exchange);
}

describe("an answer that is kept", () => {
  it("is replied to like one that was worked out, in each type, each time", async () => {
    const types = ["application/json", "application/graphql-response+json"];
    for (const accept of [...types, ...types]) {
      const { isAscii: _known, ...again } = await replied(KEPT, {}, accept);
      expect(again).toEqual(await replied({ ...KEPT, served: "miss" }, {}, accept));
    }
  });

  it("is known to be ASCII only where it is", async () => {
    expect((await replied(KEPT)).isAscii).toBe(true);
    expect((await replied({ ...KEPT, dataText: '{"whoami":"é"}' })).isAscii).toBe(false);
    expect((await replied({ ...KEPT, dataText: Buffer.from("{}") })).isAscii).toBe(false);
  });

  it("tells the cost to those alone who ask for it", async () => {
    const cost = { estimated: 7, accepted: 10 };
    const tells = async (asked: Partial<AskedOperation>) =>
      JSON.stringify(await replied(KEPT, asked)).includes("estimated");
    expect([await tells({}), await tells({ cost }), await tells({})]).toEqual([false, true, false]);
  });

  it("has its request remembered, and one that is worked out has not", async () => {
    let told = 0;
    const toRemember = { remember: () => void (told += 1) };
    for (const served of ["hit", "miss", "shared", "bypass"] as const)
      await replied({ ...KEPT, served }, { toRemember });
    expect(told).toBe(1);
  });
});
