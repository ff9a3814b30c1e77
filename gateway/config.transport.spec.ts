import { readGatewayConfig } from "./config.ts";
import { configProblems } from "./testing/configProblems.ts";

describe("the settings of a gateway's way to its subgraphs", () => {
  it("say how far the gateway goes with its subgraphs", () => {
    const { transport } = readGatewayConfig({
      DATAMESH_SUBGRAPH_DEADLINE: "3s",
      DATAMESH_SUBGRAPH_CONNECTIONS: "8",
      DATAMESH_SUBGRAPH_RETRY_PERCENT: "0",
      DATAMESH_SUBGRAPH_CIRCUIT_PERCENT: "0",
      DATAMESH_SUBGRAPH_CIRCUIT_PAUSE: "2s",
    });
    expect(transport).toMatchObject({
      deadlineMs: 3_000,
      connections: 8,
      waiting: 32,
      retries: { share: 0 },
    });
    expect(transport.circuit).toMatchObject({ failureShare: Infinity, pauseMs: 2_000, maxPauseMs: 20_000 });
    expect(
      configProblems({
        DATAMESH_SUBGRAPH_DEADLINE: "ten",
        DATAMESH_SUBGRAPH_MAX_BYTES: "10",
        DATAMESH_SUBGRAPH_CIRCUIT_FAILURES: "1.5",
      }),
    ).toEqual([
      `DATAMESH_SUBGRAPH_DEADLINE "ten" is not a duration from 1ms to 1h`,
      `DATAMESH_SUBGRAPH_MAX_BYTES "10" is not a number from 1024 to 1073741824`,
      `DATAMESH_SUBGRAPH_CIRCUIT_FAILURES "1.5" is not a number from 1 to 10000`,
    ]);
  });
});
