import { pause } from "../support/askedCut.ts";
import { desk, put, shelf, write } from "../support/cutContexts.ts";
import { type CutMesh, startCutMesh } from "../support/cutMesh.ts";

let mesh: CutMesh;
beforeEach(async () => (mesh = await startCutMesh([shelf, desk], { waitMilliseconds: 1_000 })));
afterEach(() => mesh.stop());

describe("an operation that asks for positions at least", () => {
  const query = `{ itemV1(item: "a") { score } offerV1(ticket: "t") { score } }`;

  it("waits until its products have come to them, through what they are derived from", async () => {
    await mesh.append("desk", write("t", "a", 1));
    await mesh.append("shelf", put("a", 1));
    await mesh.catchUp();
    const [appended] = await mesh.append("shelf", put("a", 2));
    const asked = mesh.ask(query, { atLeast: { shelf: appended?.position ?? 0 } });
    await pause(100);
    const stop = mesh.runProjectors("shelf", "desk");
    const answer = await asked;
    await stop();
    expect([answer.data, answer.errors]).toEqual([{ itemV1: { score: 2 }, offerV1: { score: 2 } }, []]);
  });

  it("does not wait for what changed nothing of an upstream", async () => {
    await mesh.append("desk", write("t", "a", 1));
    await mesh.append("shelf", put("a", 1));
    await mesh.catchUp();
    const [appended] = await mesh.append("shelf", put("a", 1));
    await mesh.catchUp();
    const answer = await mesh.ask(query, { atLeast: { shelf: appended?.position ?? 0 } });
    expect(answer.errors).toEqual([]);
  });

  it("is told how far its products are when they do not come there in time", async () => {
    await mesh.append("shelf", put("a", 1));
    await mesh.catchUp();
    const [appended] = await mesh.append("shelf", put("a", 2));
    const late = await mesh.ask(query, { atLeast: { shelf: appended?.position ?? 0 } });
    expect(late).toMatchObject({
      data: null,
      errors: [
        {
          message: expect.stringContaining("items@1 is at position 1 of events, not 2"),
          extensions: {
            code: "NOT_REACHED",
            products: [{ product: "items@1", input: "events", position: 1, wanted: 2 }],
          },
        },
      ],
    });
  });

  it("does not wait for what none of its products is derived from, and knows only the mesh's contexts", async () => {
    const [appended] = await mesh.append("desk", write("t", "a", 1));
    const items = await mesh.ask("{ itemsV1 { totalCount } }", {
      atLeast: { desk: appended?.position ?? 0 },
    });
    expect(items.errors).toEqual([]);
    const unknown = await mesh.ask("{ itemsV1 { totalCount } }", { atLeast: { shelves: 1 } });
    expect(unknown.errors).toMatchObject([
      { message: expect.stringContaining("shelves is no context"), extensions: { code: "BAD_USER_INPUT" } },
    ]);
  });
});
