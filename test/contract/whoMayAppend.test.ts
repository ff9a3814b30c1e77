import { ledgerDoors, PEOPLE } from "../support/ledgerDoors.ts";

const doors = ledgerDoors();
const { opened, post } = doors;

describe("who may append", () => {
  const registered = (context: string, type: string, data: object) => [context, { type, data }] as const;
  const EVENTS = [
    registered("customers", "CUSTOMER_CLOSED", { customerId: "c-1" }),
    registered("credit-oracle", "CREDIT_SCORED", {
      customerId: "c-1",
      score: 5,
      confidence: 1,
      inferenceId: "i-1",
      modelVersion: "1",
    }),
    registered("models", "INFERENCE_RECORDED", {
      inferenceId: "i-1",
      modelName: "m",
      modelVersion: "1",
      durationMs: 1,
    }),
    registered("lending", "A_SUBMITTED", {
      applicationId: "l-1",
      lifecycle: "COMPLETE",
      amountRequested: "1",
    }),
  ];
  const MAY: Readonly<Record<string, readonly string[]>> = {
    customers: ["owner"],
    "credit-oracle": ["scorer"],
    models: ["machine"],
    lending: ["lender"],
  };
  const cells = EVENTS.flatMap(([name, offered]) =>
    Object.keys(PEOPLE).map(
      (who) => [who, name, MAY[name]?.includes(who) === true ? 200 : 403, offered] as const,
    ),
  );

  it.each(cells)("%s is answered by %s with %i", async (who, name, status, offered) => {
    const answered = await post(name, who, opened(offered));
    expect([answered.status, answered.code]).toEqual([status, status === 200 ? undefined : "FORBIDDEN"]);
  });

  it("is asked of every product that is derived from an event, and told in words", async () => {
    const { answer } = await post("lending", "clerk", opened(EVENTS[3]?.[1]));
    expect(answer.errors?.map(({ message }) => message)).toEqual([
      "loan-applications@1 may be written by team lending, and A_SUBMITTED decides it; ask lending (lending@datamesh.example) for access",
      "loan-officers@1 may be written by team lending, and A_SUBMITTED decides it; ask lending (lending@datamesh.example) for access",
    ]);
  });

  it("is asked of a field only when the event decides its value", async () => {
    const limited = { data: { account: "a-1", who: "p-1", limit: 5 } };
    expect(await post("ledger", "clerk", opened())).toMatchObject({ status: 200 });
    expect(await post("ledger", "risk", opened(limited))).toMatchObject({ status: 200 });
    const { status, answer } = await post("ledger", "clerk", [opened(), opened(limited)]);
    expect([status, answer.errors?.[0]?.extensions]).toMatchObject([
      403,
      { code: "FORBIDDEN", product: "accounts@1", fields: ["limit"], policy: "role risk" },
    ]);
  });

  it("is nobody, for what no product is derived from, declared or not", async () => {
    for (const type of ["UNREAD", "SUNG"]) {
      const { status, answer } = await post("ledger", "risk", opened({ type, data: {} }));
      expect([status, answer.errors?.[0]?.extensions]).toMatchObject([
        403,
        { policy: "nobody", eventType: type, index: 0 },
      ]);
    }
  });

  it("is nobody without a valid token, and nothing is told of the context", async () => {
    for (const who of [undefined, "forged"]) {
      const { status, headers, code } = await post("ledger", who, "not even read");
      expect([status, code, headers.get("www-authenticate")?.startsWith("Bearer")]).toEqual([
        401,
        "UNAUTHENTICATED",
        true,
      ]);
    }
  });

  it("is told of a context that there is none, when there is none", async () => {
    for (const name of ["nowhere", "", "ledger/more", "..%2fledger"]) {
      expect(await post(name, "clerk", opened())).toMatchObject({ status: 404, code: "NOT_FOUND" });
    }
  });

  it("is written down before, with what was offered and decided", async () => {
    doors.mesh.accesses.length = 0;
    await post("ledger", "clerk", [opened(), opened({ type: "SUNG" })]);
    await post("ledger", "risk", opened({ data: { account: "a-1", who: "p-1", limit: 5 } }));
    expect(doors.mesh.accesses).toMatchObject([
      {
        consumer: "clerk",
        product: "accounts@1",
        decision: "allow",
        because: "team ledger",
        fields: ["account", "who"],
        submitted: { context: "ledger", eventTypes: ["OPENED"], events: 1 },
      },
      { product: null, decision: "deny", submitted: { context: "ledger", eventTypes: ["SUNG"], events: 1 } },
      { consumer: "risk", decision: "allow", fields: ["account", "who", "limit"] },
    ]);
    expect(JSON.stringify(doors.mesh.accesses)).not.toContain("p-1");
  });
});
