import { closing } from "../http/testing/closing.ts";
import { openGateway } from "../http/testing/openGateway.ts";
import { rawRequest } from "./testing/rawRequest.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const developmentIssuer = { sign: () => Promise.resolve("signed") };

async function describedTo(headers: Record<string, string>): Promise<unknown> {
  const { url } = await keep(openGateway({ developmentIssuer }));
  const { status, headers: replied, body } = await rawRequest(url, { path: "/session.json", headers });
  expect([status, replied["cache-control"]]).toEqual([200, "no-store"]);
  return JSON.parse(body);
}

describe("/session.json", () => {
  it("offers the personas on this machine, where development tokens are accepted", async () => {
    expect(await describedTo({})).toEqual({
      development: {
        personas: [
          { name: "analyst", id: "analyst@datamesh.example", roles: ["analyst"], purposes: [] },
          { name: "frontend", id: "frontend@datamesh.example", roles: ["frontend"], purposes: [] },
          { name: "owner", id: "owner@datamesh.example", roles: ["analyst", "team:customers"], purposes: [] },
          {
            name: "compliance",
            id: "compliance@datamesh.example",
            roles: ["compliance"],
            purposes: ["compliance", "reporting"],
          },
        ],
      },
      provider: null,
    });
  });

  it.each([
    ["under another name", { host: "mesh.example" }],
    ["through a proxy", { "x-forwarded-for": "10.0.0.7" }],
  ])("offers none to who comes %s", async (_, headers) => {
    expect(await describedTo(headers as Record<string, string>)).toEqual({
      development: null,
      provider: null,
    });
  });
});
